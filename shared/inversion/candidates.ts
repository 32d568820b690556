/** Images that could be in a lot, as points of the space that the lot's images span. @module */
import type { GradientFactors } from "./factors.js";
import { dot, rowOf } from "./vectors.js";

export interface Candidate {
  /** [rank], see GradientFactors; its constant input is 1 */
  readonly p: Float64Array;
  /** [n], in [0, 1] */
  readonly image: Float32Array;
  /** inputs that are zero, of those that are not zero in the whole lot */
  readonly zeros: number;
}

/** An input this far outside [0, 1] cannot be a pixel, unless there is noise. */
const tolerance = 0.02;
/** Share of the inputs that may lie outside: the images of weak examples are noisy anyway. */
const outsideShare = 0.02;
const zeroBelow = 1e-3;

/** The direction [rank] scaled, and turned round if need be, so that its constant input is 1; undefined where it is 0. */
export function pointOf(factors: GradientFactors, direction: Float64Array): Float64Array | undefined {
  const length = inputAt(factors, direction, factors.inputs.length - 1);
  return length === 0 ? undefined : direction.map((value) => value / length);
}

/** The pixels [n] of a point, not clipped. */
export function pixelsOf(factors: GradientFactors, p: Float64Array, n: number): Float64Array {
  const pixels = new Float64Array(n);
  for (let a = 0; a < factors.inputs.length - 1; a++) pixels[factors.inputs[a]] = inputAt(factors, p, a);
  return pixels;
}

/** Whether almost all pixels lie in [0, 1], give or take four standard deviations of noise. */
export function isImage(pixels: Float64Array, noiseStddev = 0): boolean {
  const slack = tolerance + 4 * noiseStddev;
  const outside = pixels.reduce((count, value) => count + Number(value < -slack || value > 1 + slack), 0);
  return outside <= outsideShare * pixels.length;
}

export function clipped(pixels: Float64Array): Float32Array {
  return Float32Array.from(pixels, (value) => Math.min(1, Math.max(0, value)));
}

/** The image that a direction of the lot's space stands for; undefined if it is none. */
export function candidateOf(factors: GradientFactors, direction: Float64Array, n: number): Candidate | undefined {
  const p = pointOf(factors, direction);
  if (p === undefined) return undefined;
  const pixels = pixelsOf(factors, p, n);
  if (!isImage(pixels)) return undefined;
  let zeros = 0;
  for (const input of factors.inputs) if (input < n && Math.abs(pixels[input]) < zeroBelow) zeros++;
  return { p, image: clipped(pixels), zeros };
}

/** Whether two images are the same up to a root mean squared difference. */
export function sameImage(a: Float32Array, b: Float32Array, difference: number): boolean {
  let squares = 0;
  for (let i = 0; i < a.length; i++) squares += (a[i] - b[i]) ** 2;
  return squares <= difference ** 2 * a.length;
}

function inputAt({ columns, inputWeights, rank }: GradientFactors, p: Float64Array, a: number): number {
  return dot(p, rowOf(columns, a, rank)) / inputWeights[a];
}
