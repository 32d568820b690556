/** Scores what an attack claimed against what really was, beside the controls. @module */
import { metrics } from "../../shared/metrics/index.js";
import type { Claim, Seat, Turn } from "../../shared/plugins/attack.js";
import type { Metric } from "../../shared/plugins/metric.js";
import type { Examples } from "../../shared/plugins/task.js";
import type { RngStream } from "../../shared/random/rng-stream.js";
import type { AttackSummary, MetricSummary } from "../runs/summary.js";
import { controlsFrom } from "./controls.js";
import type { Control } from "./controls.js";
import { clipToUnit } from "./guesses.js";
import type { Guesses, Truth } from "./guesses.js";
import { intervalOfMean } from "./interval.js";
import { mean, measureLots } from "./measure.js";
import type { Measured } from "./measure.js";
import { targetRows } from "./targets.js";
import type { TargetScore } from "./targets.js";
import { scoreLines, verdictOf } from "./verdict.js";
import { reasonsOf } from "./reasons.js";

export interface ScoringInput {
  /** the attack plug-in's name */
  readonly kind: string;
  readonly seat: Seat;
  /** at most one a turn */
  readonly claims: readonly Claim[];
  /** one a targeted turn, in the order of the results */
  readonly truths: readonly Truth[];
  /** examples that no participant holds; the controls are made of them */
  readonly auxiliary: Examples;
  /** draws the bootstrap */
  readonly rng: RngStream;
  /** why there are no claims, if the attack itself broke */
  readonly failure?: string;
}

export interface ScoredAttack {
  readonly summary: AttackSummary;
  /** the strategy with the highest mean PSNR, and the control with the highest; undefined without targets */
  readonly strongest?: { readonly strategy: Measured; readonly control: Measured };
  /** one a target, of the strongest strategy */
  readonly targets: readonly TargetScore[];
}

/** A strategy, and the controls with as many guesses as it had. */
interface Contest {
  readonly strategy: Measured;
  readonly controls: readonly Measured[];
}

const sameTurn = (a: Turn, b: Turn) => a.participant === b.participant && a.round === b.round;

const noGuesses: Guesses = { images: new Float32Array(0), labels: new Int32Array(0) };

/** What `strategy` guessed at each truth's turn, clipped. */
function guessesOf(strategy: string, { claims, truths }: ScoringInput): Guesses[] {
  return truths.map(({ turn }) => {
    const claim = claims.find((candidate) => sameTurn(candidate.turn, turn));
    const found = claim?.strategies.find(({ name }) => name === strategy);
    return found === undefined ? noGuesses : { images: clipToUnit(found.images), labels: found.labels };
  });
}

/** Controls guess as often as the strategy did, and once a truth at least. */
function contest(name: string, input: ScoringInput, controls: readonly Control[]): Contest {
  const { truths } = input;
  const { shape } = input.auxiliary;
  const guesses = guessesOf(name, input);
  const measure = (who: string, guessAt: (lot: number) => Guesses) =>
    measureLots(
      who,
      truths.map((truth, lot) => ({ guesses: guessAt(lot), truth })),
      shape,
    );
  const countAt = (lot: number) => Math.max(guesses[lot].labels.length, truths[lot].labels.length);
  return {
    strategy: measure(name, (lot) => guesses[lot]),
    controls: controls.map((control) => measure(control.name, (lot) => control.guess(countAt(lot)))),
  };
}

/** The one that leaks most by the mean of `metric`; the first of equals. */
function strongest<T>(candidates: readonly T[], metric: Metric, measured: (candidate: T) => Measured): T {
  const sign = metric.leaksMoreWhen === "higher" ? 1 : -1;
  const score = (candidate: T) => sign * mean(measured(candidate).values[metric.name]);
  return candidates.reduce((best, candidate) => (score(candidate) > score(best) ? candidate : best));
}

const meansByName = (measured: readonly Measured[], metric: Metric) =>
  Object.fromEntries(measured.map(({ name, values }) => [name, mean(values[metric.name])]));

function summarise(metric: Metric, contests: readonly Contest[], rng: RngStream): MetricSummary {
  const best = strongest(contests, metric, ({ strategy }) => strategy);
  const chance = strongest(best.controls, metric, (control) => control);
  const values = best.strategy.values[metric.name];
  return {
    value: mean(values),
    chance: mean(chance.values[metric.name]),
    controls: meansByName(best.controls, metric),
    ...intervalOfMean(values, metric, rng.fork("interval", metric.name)),
    n: values.length,
    seeds: 1,
    strategies: meansByName(
      contests.map(({ strategy }) => strategy),
      metric,
    ),
  };
}

/**
 * Scores every strategy with every metric and compares it with the controls.
 *
 * - `value` is that of the strongest strategy by its mean, chosen with the truth in hand, so that leakage is never
 *   understated; a strategy that holds for some turns only counts as silent in the others.
 * - A lot's guesses are matched to its truths optimally, those of strategies and of controls alike; controls guess as
 *   often as the strategy did, and once a truth at least. `chance` is the best of them.
 * - A truth left without a claim is scored against mid-grey (see `matchToTruths`).
 * - `low` and `high`: 95 %, by bootstrap over targets, or Clopper-Pearson where values are 0 or 1.
 * @throws {RangeError} without auxiliary examples
 */
export function scoreAttack(input: ScoringInput): ScoredAttack {
  const held = { ...input, truths: input.truths.filter(({ labels }) => labels.length > 0) };
  const names = [...new Set(held.claims.flatMap(({ strategies }) => strategies.map(({ name }) => name)))];
  const controls = controlsFrom(held.auxiliary);
  const contests = (names.length > 0 ? names : ["none"]).map((name) => contest(name, held, controls));

  const summaries: [string, MetricSummary][] =
    held.truths.length === 0 ? [] : metrics.map((metric) => [metric.name, summarise(metric, contests, held.rng)]);
  const byMetric = Object.fromEntries(summaries);
  const summary: AttackSummary = {
    kind: held.kind,
    seat: held.seat,
    metrics: byMetric,
    verdict: verdictOf(byMetric),
    explanation: [...scoreLines(byMetric), ...reasonsOf(held.claims, held.failure)],
  };
  if (held.truths.length === 0) return { summary, targets: [] };

  const byPsnr = metrics.find(({ name }) => name === "psnrDb")!;
  const best = strongest(contests, byPsnr, ({ strategy }) => strategy);
  const control = strongest(best.controls, byPsnr, (candidate) => candidate);
  return {
    summary,
    strongest: { strategy: best.strategy, control },
    targets: targetRows(held.truths, best.strategy, control),
  };
}
