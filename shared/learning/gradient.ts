/** Gradients of a lot, plain and with every example's clipped. @module */
import type { Examples } from "../plugins/task.js";
import type { Network } from "../tensor/network.js";
import { parameterCount } from "../tensor/param-vector.js";
import { weightGradient } from "../tensor/passes.js";
import type { WeightGradient } from "../tensor/passes.js";
import { checkClipNorms } from "./clip-norms.js";
import type { ClipNorms } from "./clip-norms.js";

export interface ClippedGradientSum extends WeightGradient {
  /** [B], L2 norm of each example's gradient before clipping */
  readonly norms: Float64Array;
  /** examples whose gradient was longer than allowed, in some layer where each has a clip norm of its own */
  readonly clipped: number;
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
 * The clipped norm stays below clipNorm by 5e-7 of it, more than float32 rounding can add to one example's part; what
 * rounding does to the sum itself is left out of that, as everywhere in floating point. `clippedGridSum` leaves out nothing.
 * @param clip L2, each in (0, ∞]
 * @throws {RangeError} on another clip norm, or not one a layer
 */
export function clippedGradientSum(
  network: Network,
  weights: Float32Array,
  examples: Examples,
  clip: ClipNorms,
): ClippedGradientSum {
  checkClipNorms(clip, network.layers.filter(({ parameters }) => parameters.length > 0).length);
  if (examples.labels.length === 0) {
    return { ...summedGradient(network, weights, examples), norms: new Float64Array(0), clipped: 0 };
  }
  let norms = new Float64Array(0);
  let clipped = 0;
  const { gradient, losses } = weightGradient(network, weights, examples, (squaredNorms) => {
    norms = squaredNorms.reduce((total, own) => total.map((sum, i) => sum + own[i])).map(Math.sqrt);
    if (typeof clip === "number") {
      const factors = factorsFor(norms, clip);
      clipped = norms.reduce((count, norm) => count + (norm > clip ? 1 : 0), 0);
      return squaredNorms.map(() => factors);
    }
    const perLayer = squaredNorms.map((own) => own.map(Math.sqrt));
    clipped = norms.reduce((count, _, i) => count + (perLayer.some((own, l) => own[i] > clip[l]) ? 1 : 0), 0);
    return perLayer.map((own, l) => factorsFor(own, clip[l]));
  });
  return { gradient, norms, losses, clipped };
}

function factorsFor(norms: Float64Array, clipNorm: number): Float32Array {
  const bound = clipNorm * (1 - roundingMargin);
  return Float32Array.from(norms, (norm) => Math.min(1, bound / norm));
}

/** Eight units of float32 rounding (2^-24 each). */
const roundingMargin = 2 ** -21;
