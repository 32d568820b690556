/** Gaussian noise about one of several shifts, against the same noise about none. @module */
import { logSumExp } from "../../numeric/log-sum-exp.js";
import { normalCdf, normalQuantile } from "../../numeric/normal.js";
import { increasingRoot } from "./increasing-root.js";
import type { OutputPair } from "./output-pair.js";

/**
 * P is the mixture, Q the noise alone.
 * @param stddev in (0, ∞)
 * @param shifts each in [0, ∞)
 */
export function mixtureOfShifts(
  stddev: number,
  shifts: readonly number[],
  probabilities: readonly number[],
): OutputPair {
  const variance = stddev * stddev;
  const logs = probabilities.map(Math.log);
  const lossAt = (z: number) => logSumExp(shifts.map((shift, i) => logs[i] + (shift * (z - shift / 2)) / variance));
  const tail = (z: number) => normalCdf(-z / stddev);
  const weighed = (f: (shift: number) => number) =>
    shifts.reduce((sum, shift, i) => sum + probabilities[i] * f(shift), 0);
  const farthest = Math.max(...shifts);
  return {
    p: { below: (z) => weighed((shift) => tail(shift - z)), above: (z) => weighed((shift) => tail(z - shift)) },
    q: { below: (z) => tail(-z), above: tail },
    lossAt,
    outputAt: (loss) => increasingRoot(lossAt, loss, stddev),
    range: (mass) => {
      const reach = -stddev * normalQuantile(Math.max(mass, Number.MIN_VALUE));
      return [-reach, farthest + reach];
    },
  };
}

/** P and Q exchanged, and z turned round so that the loss grows with it. */
export function mirrored({ p, q, lossAt, outputAt, range }: OutputPair): OutputPair {
  return {
    p: { below: (z) => q.above(-z), above: (z) => q.below(-z) },
    q: { below: (z) => p.above(-z), above: (z) => p.below(-z) },
    lossAt: (z) => -lossAt(-z),
    outputAt: (loss) => -outputAt(-loss),
    range: (mass) => {
      const [low, high] = range(mass);
      return [-high, -low];
    },
  };
}
