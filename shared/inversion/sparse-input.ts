/** Sparse non-negative vectors of a subspace. @module */
import { solvePositiveDefinite } from "./cholesky.js";
import { dot, rowOf, scale } from "./vectors.js";

const iterations = 14;
/** the first ones minimise the sum of entries, which is convex; the later ones count the entries that are not zero */
const convexIterations = 4;
const firstSmoothing = 0.3;
/** how much dearer a negative entry is than a positive one of its size, once it is too large to be noise */
const negativePenalty = 100;
/** entries weighing less than this have no say */
const leastWeight = 1e-9;
/** entries below this fraction of the largest count as zero even without noise */
const leastSmoothing = 1e-5;

/** Noise in the subspace itself. */
export interface EntryNoise {
  /** standard deviation of the entries of p · columnsᵀ */
  stddev(p: Float64Array): number;
}

/**
 * The coordinates p [r] of a vector p · columnsᵀ [N] that has few entries, none of them negative, and 1 at `start`.
 *
 * Iteratively reweighted least squares (Chartrand & Yin 2008), with the constraint of Spielman et al. 2012 (ER-SpUD):
 * where `start` is an entry that only few of the sparse vectors behind the subspace have, one of those is the optimum.
 * @param columns [N, r]
 * @param start row of `columns`, not zero
 */
export function sparseNonNegative(columns: Float64Array, r: number, start: number, noise?: EntryNoise): Float64Array {
  const constraint = rowOf(columns, start, r);
  // Zeros are told apart more slowly where noise blurs them.
  const decay = noise === undefined ? 0.35 : 0.6;
  let p: Float64Array = constraint.slice();
  scale(p, 1 / dot(p, p));
  for (let iteration = 0; iteration < iterations; iteration++) {
    const entries = entriesOf(columns, p);
    const largest = entries.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0);
    const smoothing = largest * Math.max(leastSmoothing, firstSmoothing * decay ** iteration);
    const epsilon = Math.max(smoothing, noise?.stddev(p) ?? 0);
    const gram = weightedGram(columns, entries, r, (size) =>
      iteration < convexIterations ? epsilon / (size + epsilon) : epsilon ** 2 / (size ** 2 + epsilon ** 2),
    );
    const next = solvePositiveDefinite(gram, constraint);
    if (next === undefined) return p;
    scale(next, 1 / dot(next, constraint));
    p = next;
  }
  return p;
}

function entriesOf(columns: Float64Array, p: Float64Array): Float64Array {
  const r = p.length;
  const entries = new Float64Array(columns.length / r);
  for (let j = 0; j < entries.length; j++) {
    for (let i = 0, o = j * r; i < r; i++) entries[j] += p[i] * columns[o + i];
  }
  return entries;
}

/** Σ_j w_j·c_j·c_jᵀ over the rows c_j of `columns`, lower triangle, w_j in [0, 1] from the size of entry j. */
function weightedGram(columns: Float64Array, entries: Float64Array, r: number, closeness: (size: number) => number) {
  const gram = new Float64Array(r * r);
  for (let j = 0; j < entries.length; j++) {
    const weight = entries[j] < 0 ? Math.min(1, negativePenalty * closeness(-entries[j])) : closeness(entries[j]);
    if (weight < leastWeight) continue;
    for (let i = 0, o = j * r; i < r; i++) {
      const weighted = weight * columns[o + i];
      for (let k = 0; k <= i; k++) gram[i * r + k] += weighted * columns[o + k];
    }
  }
  let trace = 0;
  for (let i = 0; i < r; i++) trace += gram[i * r + i];
  // Keeps the factorisation going where all weights that matter lie in fewer than r dimensions.
  for (let i = 0; i < r; i++) gram[i * r + i] += 1e-14 * trace;
  return gram;
}
