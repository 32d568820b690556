/** What every metric needs to know about the pairs it is given. @module */
import type { Pairs } from "../plugins/metric.js";

/** Values in one example. */
export function exampleSize(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}

/**
 * n, the number of pairs.
 * @throws {RangeError} when the lengths disagree or a value is not finite: a score of such pairs would mean nothing
 */
export function pairCount({ claims, truths, claimLabels, truthLabels, shape }: Pairs): number {
  const n = truthLabels.length;
  const values = n * exampleSize(shape);
  if (claimLabels.length !== n) throw new RangeError(`${claimLabels.length} claimed labels for ${n} true ones`);
  if (claims.length !== values || truths.length !== values) {
    throw new RangeError(
      `${n} pairs of shape [${shape}] need ${values} values: got ${claims.length} claimed, ${truths.length} true`,
    );
  }
  if (!claims.every(Number.isFinite) || !truths.every(Number.isFinite)) {
    throw new RangeError(
      "a claimed or true image holds NaN or an infinite value: clip claims to [0, 1] before scoring",
    );
  }
  return n;
}

/** One mean squared error a pair, [n]. */
export function squaredErrors(pairs: Pairs): Float64Array {
  const size = exampleSize(pairs.shape);
  return Float64Array.from({ length: pairCount(pairs) }, (_, pair) => {
    let sum = 0;
    for (let i = pair * size; i < (pair + 1) * size; i++) sum += (pairs.claims[i] - pairs.truths[i]) ** 2;
    return sum / size;
  });
}

/** Identical images would have an infinite ratio, which no mean survives. */
const capDb = 100;

/** Peak signal-to-noise ratio of a mean squared error in [0, 1], in dB: peak 1, at most 100. */
export function toPsnrDb(meanSquaredError: number): number {
  return Math.min(capDb, -10 * Math.log10(meanSquaredError));
}
