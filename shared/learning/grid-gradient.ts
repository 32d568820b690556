/** Clipped gradients summed on a grid, so that no rounding adds to what one example can change. @module */
import type { Examples } from "../plugins/task.js";
import type { Network } from "../tensor/network.js";
import { parameterCount } from "../tensor/param-vector.js";
import { weightGradient } from "../tensor/passes.js";
import { checkClipNorms } from "./clip-norms.js";
import type { ClipNorms } from "./clip-norms.js";
import type { ClippedGradientSum } from "./gradient.js";
import { layerSpans } from "./layer-spans.js";
import { snapWithin } from "./snap.js";

export interface ClippedGridSum extends Omit<ClippedGradientSum, "gradient"> {
  /** [P], integers: the sum in cells */
  readonly cells: Float64Array;
}

/**
 * The sum of the examples' gradients, each computed by itself, clipped, and rounded to the grid before it is added.
 *
 * Each adds integers whose squares sum to at most (clip norm / cell)², and sums of integers are exact: one example more
 * or less moves the sum by at most that norm, with no margin for rounding and no assumption on the kernels that computed
 * the gradients, except that they are given one example at a time. That is what it costs: a pass for each.
 * @param clip L2, each in (0, 2^26 cells]
 * @param cell side of the grid, in the gradient's unit
 * @throws {RangeError} on another clip norm, or not one a layer
 */
export function clippedGridSum(
  network: Network,
  weights: Float32Array,
  examples: Examples,
  clip: ClipNorms,
  cell: number,
): ClippedGridSum {
  const spans = layerSpans(network.layout);
  checkClipNorms(clip, spans.length);
  const [size, count] = [parameterCount(network.layout), examples.labels.length];
  const cells = new Float64Array(size);
  const own = new Float64Array(size);
  const gradient = new Float32Array(size);
  const [norms, losses] = [new Float64Array(count), new Float32Array(count)];
  const parts = typeof clip === "number" ? [{ start: 0, end: size, bound: clip }] : [];
  if (typeof clip !== "number") spans.forEach(({ start, end }, l) => parts.push({ start, end, bound: clip[l] }));
  let clipped = 0;
  for (let i = 0; i < count; i++) {
    losses[i] = weightGradient(network, weights, exampleAt(examples, i), undefined, gradient).losses[0];
    const found = parts.map(({ start, end, bound }) =>
      snapWithin(gradient.subarray(start, end), bound, cell, own.subarray(start, end)),
    );
    norms[i] = Math.hypot(...found);
    if (found.some((norm, part) => !(norm <= parts[part].bound))) clipped++;
    // all of an example or nothing of it, where a part of its gradient is not finite
    if (Number.isFinite(norms[i])) for (let k = 0; k < size; k++) cells[k] += own[k];
  }
  return { cells, norms, losses, clipped };
}

function exampleAt({ images, labels, shape }: Examples, i: number): Examples {
  const size = images.length / labels.length;
  return { images: images.slice(i * size, (i + 1) * size), labels: labels.slice(i, i + 1), shape };
}
