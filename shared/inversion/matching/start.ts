/** Where a search for images starts. @module */
import type { RngStream } from "../../random/rng-stream.js";

const [mean, stddev] = [0.5, 0.3];
/** Side of the coarse grid that a smooth start is drawn on. */
const coarseSide = 5;

/** Pixels N(0.5, 0.3²), each on its own, [count]. */
export function noiseStart(count: number, rng: RngStream): Float32Array {
  const start = new Float32Array(count);
  rng.fillGaussian(start, stddev);
  return start.map((value) => mean + value);
}

/**
 * Pixels N(0.5, 0.3²) on a coarse grid, bilinear between, [examples, ...shape]; as `noiseStart` for examples that are
 * not [height, width, channels].
 * @param shape of one example
 */
export function smoothStart(examples: number, shape: readonly number[], rng: RngStream): Float32Array {
  const [height, width, channels] = shape;
  const size = shape.reduce((product, side) => product * side, 1);
  if (shape.length !== 3) return noiseStart(examples * size, rng);
  const grid = noiseStart(examples * coarseSide ** 2 * channels, rng);
  return Float32Array.from({ length: examples * size }, (_, i) => {
    const [example, pixel, channel] = [Math.floor(i / size), Math.floor((i % size) / channels), i % channels];
    const row = coarse(Math.floor(pixel / width), height);
    const column = coarse(pixel % width, width);
    let value = 0;
    for (const [r, rowShare] of row) {
      for (const [c, columnShare] of column) {
        value += rowShare * columnShare * grid[((example * coarseSide + r) * coarseSide + c) * channels + channel];
      }
    }
    return value;
  });
}

/** The two nearest grid lines and their shares. */
function coarse(at: number, side: number): readonly (readonly [line: number, share: number])[] {
  const position = (at / Math.max(1, side - 1)) * (coarseSide - 1);
  const line = Math.min(Math.floor(position), coarseSide - 2);
  return [
    [line, 1 - (position - line)],
    [line + 1, position - line],
  ];
}
