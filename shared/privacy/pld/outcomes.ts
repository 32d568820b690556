/** Pairs of distributions over few outcomes. @module */
import type { DiscreteLoss } from "./discrete-loss.js";
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

/** Each outcome's mass goes to the two points beside its loss such that both P and Q keep theirs. */
function onGrid(finite: readonly Outcome[], infinite: number, step: number, lowest: number): DiscreteLoss {
  const places = finite.map((outcome) => Math.max(lowest, lossOf(outcome)) / step);
  const first = Math.floor(Math.min(...places));
  const masses = new Float64Array(Math.floor(Math.max(...places)) - first + 2);
  finite.forEach(({ p }, i) => {
    const below = Math.floor(places[i]);
    // p = a + b, q = a·e^(−low end) + b·e^(−high end)
    const share = Math.expm1(-(places[i] - below) * step) / Math.expm1(-step);
    masses[below - first] += p * (1 - share);
    masses[below - first + 1] += p * share;
  });
  return { step, first, masses, infinite };
}
