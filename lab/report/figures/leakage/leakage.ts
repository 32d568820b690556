/** How much leaked against how much privacy was left. @module */
import { recoveredFromDb } from "../../../../shared/metrics/recovered/index.js";
import type { Summary } from "../../../runs/summary.js";
import { axisStyle, drawChart, marks } from "../../charts/chart.js";
import type { ChartOption } from "../../charts/chart.js";
import { light, seriesColour } from "../../charts/theme.js";
import { whiskers } from "../../charts/whiskers.js";
import { decibels, epsilon, significant } from "../../words/format.js";
import { firstEpsilon } from "../../words/privacy-words.js";
import { sizes } from "../figure.js";
import type { Figure } from "../figure.js";

interface Point {
  readonly variant: string;
  readonly index: number;
  readonly epsilon: number;
  /** place on the axis: log10 of epsilon, or a slot of its own at the right, one a variant, where there is no bound */
  readonly x: number;
  readonly psnrDb: number;
  readonly low: number;
  readonly high: number;
  readonly chance: number;
}

function pointsOf({ variants }: Summary, attack: string): Point[] {
  const found = Object.entries(variants).flatMap(([variant, { privacy, attacks }], index) => {
    const psnr = attacks[attack]?.metrics.psnrDb;
    if (psnr === undefined) return [];
    const { value, low, high, chance } = psnr;
    return [{ variant, index, epsilon: firstEpsilon(privacy), psnrDb: value, low, high, chance }];
  });
  const logs = found.filter((point) => Number.isFinite(point.epsilon)).map((point) => Math.log10(point.epsilon));
  const [least, most] = [Math.min(...logs), Math.max(...logs)];
  const slot = Math.max(0.5, 0.25 * (most - least));
  let last = most;
  const place = (bound: number): number => (Number.isFinite(bound) ? Math.log10(bound) : (last += slot));
  return found.map((point) => ({ ...point, x: place(point.epsilon) })).sort((a, b) => a.x - b.x);
}

const points = (data: readonly Point[], y: (point: Point) => number) => data.map((point) => [point.x, y(point)]);

function option(data: readonly Point[], unit: string, narrow: boolean): ChartOption {
  const [first, last] = [data[0].x, data[data.length - 1].x];
  const margin = Math.max(0.25, 0.18 * (last - first));
  const [min, max] = [first - margin, last + margin];
  const places = [...new Set(data.map(({ x }) => x))];
  const nameAt = (x: number) => {
    const point = data.find((candidate) => Math.abs(candidate.x - x) < 1e-9);
    return point === undefined || !Number.isFinite(point.epsilon) ? "no bound" : epsilon(point.epsilon);
  };
  const reference = (name: string, line: number[][], type: "dashed" | "dotted") => ({
    type: "line" as const,
    name,
    data: line,
    symbol: "none",
    lineStyle: { color: light.muted, width: 1.5, type },
    endLabel: { show: true, formatter: name, color: light.muted, fontSize: 12, distance: 6 },
  });
  const control = [[min, data[0].chance], ...points(data, ({ chance }) => chance), [max, data[data.length - 1].chance]];
  const score = {
    type: "line" as const,
    data: data.map((point) => ({
      value: [point.x, point.psnrDb],
      symbol: marks[point.index % marks.length],
      itemStyle: { color: seriesColour(point.index) },
      label: {
        show: true,
        formatter: narrow ? point.variant : `${point.variant}\n${decibels(point.psnrDb)}`,
        position: "top" as const,
        distance: 12,
        color: seriesColour(point.index),
        textBorderColor: light.card,
        textBorderWidth: 4,
        fontSize: 13,
        fontWeight: 600 as const,
      },
    })),
    symbolSize: 11,
    // no line: between two defences lie defences nobody ran
    lineStyle: { width: 0 },
    labelLayout: { moveOverlap: "shiftY" as const },
    z: 4,
  };
  return {
    grid: {
      left: 8,
      right: narrow ? 62 : 84,
      top: 34,
      bottom: 30,
      outerBoundsMode: "same",
      outerBoundsContain: "axisLabel",
    },
    xAxis: {
      type: "value",
      min,
      max,
      name: narrow ? `ε ${unit}` : `more private    –    ε ${unit}    –    less private`,
      nameLocation: "middle",
      nameGap: 30,
      ...axisStyle,
      splitLine: { show: false },
      axisTick: { ...axisStyle.axisTick, customValues: places },
      axisLabel: { ...axisStyle.axisLabel, customValues: places, formatter: nameAt },
    },
    yAxis: {
      type: "value",
      name: "PSNR, dB",
      min: 0,
      max: Math.ceil((Math.max(recoveredFromDb, ...data.map(({ high }) => high)) + 20) / 20) * 20,
      interval: 20,
      ...axisStyle,
      nameTextStyle: { ...axisStyle.nameTextStyle, align: "left" },
    },
    series: [
      reference(narrow ? "guess" : "a guesser", control, "dashed"),
      reference(
        narrow ? "30 dB" : "recovered",
        [
          [min, recoveredFromDb],
          [max, recoveredFromDb],
        ],
        "dotted",
      ),
      whiskers(data.map((point) => ({ ...point, colour: seriesColour(point.index) }))) as never,
      score,
    ],
  };
}

/** Mean PSNR of `attack` in every variant against its epsilon; undefined unless two variants and one bound are there. */
export function leakageFigure(summary: Summary, attack: string, several: boolean): Figure | undefined {
  const data = pointsOf(summary, attack);
  const bounded = data.find((point) => Number.isFinite(point.epsilon));
  if (data.length < 2 || bounded === undefined) return undefined;
  const { unit, delta } = summary.variants[bounded.variant].privacy;
  const name = several ? `leakage-${attack}` : "leakage";
  const said = data.map(({ variant, psnrDb, chance, epsilon: bound }) => {
    const at = Number.isFinite(bound) ? `ε = ${epsilon(bound)}` : "no bound";
    return `${variant} (${at}) ${decibels(psnrDb)}, a guesser ${decibels(chance)}`;
  });
  const over = summary.seeds > 1 ? `${summary.seeds} seeds` : "targets";
  return {
    name,
    title: several ? `Leakage against ε, ${attack}.` : "Leakage against ε.",
    description: `Mean PSNR of the reconstructions: ${said.join("; ")}.`,
    caption: `Mean PSNR of the strongest strategy with its 95 % interval over ${over}; dashed: the best guess without the observation; dotted: from 30 dB on an image counts as recovered.`,
    draw: (width) =>
      drawChart(
        `${name}-${width}`,
        option(data, `per ${unit}, δ = ${significant(delta)}`, width === "narrow"),
        sizes[width],
      ),
  };
}
