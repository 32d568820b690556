/** The likeliest labels of a lot. @module */
import type { ClassSignatures } from "../class-signatures.js";
import { logLikelihood, logPoisson } from "../label-posterior.js";

export interface LotExpectation {
  /** labels of the lot, or how many there are on average where a Poisson sample was drawn */
  readonly lotSize: number;
  readonly isPoisson?: boolean;
  /** [classes], share of the labels expected beforehand, above 0; absent where all classes are as likely */
  readonly frequencies?: Float64Array;
  /** [classes], labels of each class that the lot has for certain; see `certainCounts` */
  readonly least?: Int32Array;
  /** of each coordinate of the observed gradient; default 0 */
  readonly noiseStddev?: number;
}

/**
 * How many labels of each class a lot has at least, [classes]: a class whose bias gradient is negative has some, as
 * n_c = Σ_i p_ic − g_c with no probability below 0 (for one example: Zhao et al. 2020, "iDLG", arXiv:2001.02610).
 * @param biasGradient g [classes], of the summed loss; averaged over several steps on the same lot it says the same
 * @param error that an entry may have: of rounding, or some standard deviations of noise
 */
export function certainCounts(biasGradient: ArrayLike<number>, error = 0.01): Int32Array {
  return Int32Array.from(biasGradient, (g) => Math.max(0, Math.ceil(-g - error)));
}

/**
 * The label counts [classes] of the greatest posterior probability: greedily from those that are certain, then by
 * exchanging one label at a time (under Poisson sampling also adding or removing one) while that helps.
 * @param observed [F], signatures of the lot's summed gradient
 */
export function likelyCounts(
  signatures: ClassSignatures,
  observed: Float64Array,
  { lotSize, isPoisson = false, frequencies, least, noiseStddev = 0 }: LotExpectation,
): Int32Array {
  const classes = signatures.means.length;
  const expected = Float64Array.from({ length: classes }, (_, y) => lotSize * (frequencies?.[y] ?? 1 / classes));
  const score = (counts: Int32Array) => {
    const value = logLikelihood(signatures, observed, noiseStddev, counts) + logPoisson(counts, expected);
    // classes without examples to tell have no likelihood
    return Number.isNaN(value) ? -Infinity : value;
  };
  let best: Int32Array = least?.slice() ?? new Int32Array(classes);
  const floor = best.slice();
  while (total(best) < lotSize) best = bestOf(additions(best), score);
  for (let value = score(best); ;) {
    const neighbours = [...exchanges(best), ...(isPoisson ? [...additions(best), ...removals(best)] : [])];
    const allowed = neighbours.filter((counts) => counts.every((count, y) => count >= floor[y]));
    if (allowed.length === 0) return best;
    const next = bestOf(allowed, score);
    const nextValue = score(next);
    if (!(nextValue > value)) return best;
    [best, value] = [next, nextValue];
  }
}

/** Each class as often as it is counted, ascending. */
export function labelsOf(counts: Int32Array): Int32Array {
  return Int32Array.from([...counts].flatMap((count, y) => new Array<number>(count).fill(y)));
}

const total = (counts: Int32Array) => counts.reduce((sum, count) => sum + count, 0);

function bestOf(candidates: readonly Int32Array[], score: (counts: Int32Array) => number): Int32Array {
  const scores = candidates.map(score);
  return candidates[scores.indexOf(Math.max(...scores))];
}

const additions = (counts: Int32Array) => Array.from(counts, (count, y) => counts.with(y, count + 1));

const removals = (counts: Int32Array) => Array.from(counts, (count, y) => counts.with(y, count - 1));

const exchanges = (counts: Int32Array) => removals(counts).flatMap(additions);
