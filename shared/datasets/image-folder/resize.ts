/** Pictures of another size. @module */
import type { Picture } from "./picture.js";

/**
 * The picture at `height` x `width`, each pixel the mean of the area that it covers in `picture` (box filter), rounded
 * to one of 256 greys. Height and width are scaled apart: proportions are kept only where theirs are.
 */
export function resize({ shape, values, max }: Picture, [height, width]: readonly number[]): Picture {
  const [oldHeight, oldWidth, channels] = shape;
  const rows = spans(oldHeight, height);
  const columns = spans(oldWidth, width);
  const resized = new Uint8Array(height * width * channels);
  for (let at = 0; at < resized.length; at++) {
    const channel = at % channels;
    const column = Math.floor(at / channels) % width;
    const row = Math.floor(at / (channels * width));
    let sum = 0;
    for (const [oldRow, tall] of rows[row]) {
      for (const [oldColumn, wide] of columns[column]) {
        sum += tall * wide * values[(oldRow * oldWidth + oldColumn) * channels + channel];
      }
    }
    resized[at] = Math.round((255 * sum) / max);
  }
  return { shape: [height, width, channels], values: resized, max: 255 };
}

/** For each of `to` equal parts of a side of `from` pixels: the pixels that it overlaps, and their shares in it. */
function spans(from: number, to: number): readonly (readonly (readonly [pixel: number, share: number])[])[] {
  return Array.from({ length: to }, (_, part) => {
    const [start, end] = [(part * from) / to, ((part + 1) * from) / to];
    const first = Math.floor(start);
    return Array.from({ length: Math.ceil(end) - first }, (_, k): [number, number] => {
      const overlap = Math.min(end, first + k + 1) - Math.max(start, first + k);
      return [first + k, overlap / (end - start)];
    });
  });
}
