/** What leaked against what was learned: what a defence buys, and what it costs. @module */
import { recoveredFromDb } from "../../../../shared/metrics/recovered/index.js";
import type { RecordedRun } from "../../../runs/read-run.js";
import { bestControl } from "../../../score/verdict.js";
import { drawChart } from "../../charts/chart.js";
import { configsOf } from "../../recorded/configs.js";
import { isControl } from "../../recorded/controls.js";
import { epsilon, listed, percent } from "../../words/format.js";
import { firstEpsilon } from "../../words/privacy-words.js";
import type { Figure } from "../figure.js";
import type { TradeOff, TradeOffLevel } from "./trade-off/ground.js";
import { ofClass, ofReconstructions } from "./trade-off/scores.js";
import type { Score, Scored } from "./trade-off/scores.js";
import { tradeOffOption, tradeOffSize } from "./trade-off/trade-off.js";

function pointsOf({ summary, resolved }: RecordedRun, id: string, { key }: Score): Scored[] {
  const configs = configsOf({ resolved });
  return Object.entries(summary.variants).flatMap(([name, { accuracy, privacy, attacks }], index): Scored[] => {
    const leakage = attacks[id]?.metrics[key];
    if (leakage === undefined || leakage.n === 0) return [];
    const spent = firstEpsilon(privacy);
    const control = isControl(id, name, configs);
    const remarks = [...(control ? ["a control"] : []), ...(spent < Infinity ? [`ε = ${epsilon(spent)}`] : [])];
    return [{ name, remark: remarks.join(", "), index, isControl: control, accuracy, leakage }];
  });
}

/** Levels less than this share of the axis apart are one line. */
const lineWidth = 0.01;

/** The middle of `values` where all lie on one line drawn there; undefined where they do not, or there are none. */
function shared(values: readonly (number | undefined)[], most: number): number | undefined {
  const known = values.filter((value) => value !== undefined);
  if (known.length === 0 || known.length < values.length) return undefined;
  const [low, high] = [Math.min(...known), Math.max(...known)];
  return high - low <= lineWidth * most ? (low + high) / 2 : undefined;
}

const level = (wide: string, narrow: string, value: number | undefined, type: TradeOffLevel["type"] = "dashed") =>
  value === undefined ? [] : [{ name: { wide, narrow }, value, type }];

/** Undefined unless two variants have both an accuracy and a score of attack `id`. */
export function leakageByAccuracyFigure(run: RecordedRun, id: string, several: boolean): Figure | undefined {
  const { variants, seeds } = run.summary;
  const attacked = Object.entries(variants).filter(([, { attacks }]) => attacks[id] !== undefined);
  const score = attacked.some(([, { attacks }]) => attacks[id].seat === "participant") ? ofClass : ofReconstructions;
  const points = pointsOf(run, id, score);
  if (points.length < 2) return undefined;
  const most = score.max(points);
  const chance = shared(
    points.map(({ leakage }) => leakage.chance),
    most,
  );
  const real = shared(
    points.map(({ leakage }) => leakage.ceilings?.["real-images"]),
    most,
  );
  const drawn: TradeOff = {
    points,
    levels: [
      ...level("real images", "real", real),
      ...level(
        "recovered",
        `${recoveredFromDb} dB`,
        score === ofReconstructions ? recoveredFromDb : undefined,
        "dotted",
      ),
      ...level("a guesser", "guess", chance),
    ],
    hasOwnChance: chance === undefined,
    axis: { name: score.axis, max: most, interval: score.interval, format: score.tick },
  };
  const said = points.map(({ name, remark, accuracy, leakage: { value, low, high, chance: guess } }) => {
    const interval = `${score.print(low)} to ${score.print(high)}`;
    return `${name}${remark && ` (${remark})`} accuracy ${percent(accuracy)}, ${score.say(score.print(value))}, 95 % interval ${interval}, a guesser ${score.print(guess)}`;
  });
  const name = `leakage-by-accuracy${several ? `-${id}` : ""}`;
  return {
    name,
    title: `Leakage against accuracy${several ? `, ${id}` : ""}.`,
    description: `${said.join("; ")}.${real === undefined ? "" : ` Real images ${percent(real)}.`}`,
    caption: captionOf({ score, points, seeds, real, chance, missing: missingOf(attacked, points) }),
    draw: (width) => drawChart(`${name}-${width}`, tradeOffOption(drawn, width), tradeOffSize(drawn, width)),
  };
}

const missingOf = (attacked: readonly (readonly [name: string, ...unknown[]])[], points: readonly Scored[]) =>
  attacked.map(([name]) => name).filter((name) => points.every((point) => point.name !== name));

interface Told {
  readonly score: Score;
  readonly points: readonly Scored[];
  readonly seeds: number;
  readonly real: number | undefined;
  readonly chance: number | undefined;
  readonly missing: readonly string[];
}

function captionOf({ score, points, seeds, real, chance, missing }: Told): string {
  const over = seeds > 1 ? ` over ${seeds} seeds; both are means over them` : "";
  const best = listed([...new Set(points.map(({ leakage }) => bestControl(leakage)))]);
  const ceiling = real === undefined ? [] : ["real images of the class, a ceiling"];
  const dashed = [...ceiling, ...(chance === undefined ? [] : [`${score.guess} (${best})`])];
  return [
    "Further right is more accurate, further down leaks less.",
    "Accuracy: final global model, whole test set.",
    `Leakage: ${score.caption}, with the 95 % interval${over}.`,
    ...(dashed.length === 0 ? [] : [`Dashed: ${listed(dashed)}.`]),
    ...(chance === undefined ? [`Short dashed lines: ${score.guess} (${best}), of each variant.`] : []),
    ...score.beyond,
    ...(points.some((point) => point.isControl) ? ["Hollow: controls, which others are compared with."] : []),
    ...(missing.length === 0 ? [] : [`Not drawn, for want of a score: ${listed(missing)}.`]),
  ].join(" ");
}
