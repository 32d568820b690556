/** Pairs of distributions over few outcomes. @module */
import type { SplitLoss } from "./split-loss.js";
import type { LossSource } from "./loss-source.js";

/** Probabilities of one outcome under P and Q; its privacy loss is log(p / q). */
export interface Outcome {
  readonly p: number;
  readonly q: number;
}

/** @param outcomes their p sum to 1, as do their q */
export function lossOfOutcomes(outcomes: readonly Outcome[]): LossSource {
  const possible = outcomes.filter(({ p }) => p > 0);
  const finite = possible.filter(({ q }) => q > 0);
  const infinite = possible.reduce((sum, { p, q }) => sum + (q > 0 ? 0 : p), 0);
  return {
    outcomes: possible,
    sample: () => ({
      losses: Float64Array.from(finite, lossOf),
      logMasses: Float64Array.from(finite, ({ p }) => Math.log(p)),
    }),
    onGrid: (step, _tail, lowest) => onGrid(finite, infinite, step, lowest),
    delta: (epsilon) => {
      const delta = possible.reduce((sum, { p, q }) => sum + Math.max(0, p - Math.exp(epsilon) * q), 0);
      return { lower: delta, upper: delta };
    },
  };
}

export const lossOf = ({ p, q }: Outcome): number => Math.log(p / q);

/** The worst pair of a pure epsilon: randomised response between two answers (Kairouz, Oh & Viswanath 2017, theorem 3.1). */
export function pureOutcomes(epsilon: number): readonly Outcome[] {
  const lie = 1 / (1 + Math.exp(epsilon));
  const truth = 1 / (1 + Math.exp(-epsilon));
  return [
    { p: truth, q: lie },
    { p: lie, q: truth },
  ];
}

/** P and Q exchanged: a record comes where it went. */
export const reversed = (outcomes: readonly Outcome[]): readonly Outcome[] =>
  outcomes.map(({ p, q }) => ({ p: q, q: p }));

/** The record is in a Poisson sample with probability `rate`, and is removed: P is the mixture of both. */
export const sampledOutcomes = (outcomes: readonly Outcome[], rate: number): readonly Outcome[] =>
  outcomes.map(({ p, q }) => ({ p: (1 - rate) * q + rate * p, q }));

/** Each outcome is in the interval of its loss, by itself. */
function onGrid(finite: readonly Outcome[], infinite: number, step: number, lowest: number): SplitLoss {
  const places = finite.map((outcome) => lossOf(outcome) / step);
  const first = Math.floor(Math.max(lowest / step, Math.min(...places)));
  const count = Math.max(0, Math.floor(Math.max(...places)) - first + 1);
  const [low, high] = [new Float64Array(count), new Float64Array(count)];
  let below = 0;
  finite.forEach(({ p }, i) => {
    const interval = Math.floor(places[i]) - first;
    if (interval < 0) below += p;
    else {
      // p = a + b, q = a·e^(−low end) + b·e^(−high end)
      const share = Math.expm1(-(places[i] - first - interval) * step) / Math.expm1(-step);
      low[interval] += p * (1 - share);
      high[interval] += p * share;
    }
  });
  return { step, first, low, high, below, above: 0, infinite };
}
