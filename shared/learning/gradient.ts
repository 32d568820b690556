/** Gradients of a lot, plain and with every example's clipped. @module */
import type { Examples } from "../plugins/task.js";
import type { Network } from "../tensor/network.js";
import { parameterCount } from "../tensor/param-vector.js";
import { weightGradient } from "../tensor/passes.js";
import type { WeightGradient } from "../tensor/passes.js";

export interface ClippedGradientSum extends WeightGradient {
  /** [B], L2 norm of each example's gradient before clipping */
  readonly norms: Float64Array;
}

/**
 * The gradient [P] of the summed loss, and the losses [B] in nats; zeros and none for an empty lot.
 * @param into where the gradient goes, a new vector by default
 */
export function summedGradient(
  network: Network,
  weights: Float32Array,
  examples: Examples,
  into: Float32Array = new Float32Array(parameterCount(network.layout)),
): WeightGradient {
  if (examples.labels.length > 0) return weightGradient(network, weights, examples, undefined, into);
  return { gradient: into.fill(0), losses: new Float32Array(0) };
}

/**
 * Σ_i g_i·min(1, clipNorm / ‖g_i‖), [P], of the gradients g_i of the examples, none of which is formed as a whole
 * (ghost clipping with book-keeping: Li et al. 2022, arXiv:2110.05679; Bu et al. 2023, arXiv:2210.00038).
 *
 * The clipped norm stays below clipNorm by 5e-7 of it, more than float32 rounding can add: clipNorm is a true bound.
 * @param clipNorm L2, in (0, ∞]
 * @throws {RangeError} on another clipNorm
 */
export function clippedGradientSum(
  network: Network,
  weights: Float32Array,
  examples: Examples,
  clipNorm: number,
): ClippedGradientSum {
  if (!(clipNorm > 0)) throw new RangeError(`clipNorm is ${clipNorm}, must be in (0, ∞]`);
  if (examples.labels.length === 0)
    return { ...summedGradient(network, weights, examples), norms: new Float64Array(0) };
  const bound = clipNorm * (1 - roundingMargin);
  let norms = new Float64Array(0);
  const { gradient, losses } = weightGradient(network, weights, examples, (squaredNorms) => {
    norms = squaredNorms.map(Math.sqrt);
    return Float32Array.from(norms, (norm) => Math.min(1, bound / norm));
  });
  return { gradient, norms, losses };
}

/** Eight units of float32 rounding (2^-24 each). */
const roundingMargin = 2 ** -21;
