/** Images moved by a few pixels, so that few examples teach where a thing may be. @module */
import type { Examples } from "../../shared/plugins/task.js";
import type { RngStream } from "../../shared/random/rng-stream.js";

/**
 * Every image moved by its own whole number of pixels along either side, what comes in repeating the border; examples that
 * are not images [H, W, C] are returned as they are.
 * @param share pixels, at most, as a share of the shorter side, rounded
 */
export function shiftImages(examples: Examples, share: number, rng: RngStream): Examples {
  const { images, shape, labels } = examples;
  if (shape.length !== 3) return examples;
  const [height, width, channels] = shape;
  const most = Math.round(share * Math.min(height, width));
  if (most === 0) return examples;
  const moved = new Float32Array(images.length);
  const size = height * width * channels;
  for (let n = 0; n < labels.length; n++) {
    const [down, right] = [rng.integer(2 * most + 1) - most, rng.integer(2 * most + 1) - most];
    for (let y = 0; y < height; y++) {
      const row = n * size + clamp(y - down, height) * width * channels;
      for (let x = 0; x < width; x++) {
        const from = row + clamp(x - right, width) * channels;
        const to = n * size + (y * width + x) * channels;
        for (let c = 0; c < channels; c++) moved[to + c] = images[from + c];
      }
    }
  }
  return { images: moved, labels, shape };
}

const clamp = (place: number, side: number): number => Math.min(side - 1, Math.max(0, place));
