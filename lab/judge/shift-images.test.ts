import { expect, test } from "vitest";
import { RngStream } from "../../shared/random/rng-stream.js";
import { shiftImages } from "./shift-images.js";

const rng = () => RngStream.fromSeed(3);

/** 20 images of 5 × 4 pixels and 2 channels, all alike: channel 0 holds the row, channel 1 the column. */
const pixel = (i: number) => [Math.floor(i / 4), i % 4];
const one = Array.from({ length: 20 }, (_, i) => pixel(i)).flat();
const examples = {
  images: Float32Array.from(Array.from({ length: 20 }, () => one).flat()),
  labels: Int32Array.from({ length: 20 }, (_, i) => i),
  shape: [5, 4, 2],
};

test("every image is moved as a whole, and what comes in repeats its border", () => {
  const { images, labels } = shiftImages(examples, 0.25, rng());
  const moves = new Set<string>();
  for (let n = 0; n < 20; n++) {
    const at = (y: number, x: number) => images.subarray(n * 40 + (y * 4 + x) * 2, n * 40 + (y * 4 + x) * 2 + 2);
    const [down, right] = [2 - at(2, 1)[0], 1 - at(2, 1)[1]];
    moves.add(`${down},${right}`);
    for (let y = 0; y < 5; y++) {
      for (let x = 0; x < 4; x++) {
        const row = Math.min(4, Math.max(0, y - down));
        const column = Math.min(3, Math.max(0, x - right));
        expect([...at(y, x)]).toEqual([row, column]);
      }
    }
  }
  // one pixel at most either way makes nine moves; 20 images of which none moves otherwise than the first: 9^-19
  expect(moves.size).toBeGreaterThan(3);
  expect([...moves].every((move) => /^-?[01],-?[01]$/.test(move))).toBe(true);
  expect(labels).toEqual(examples.labels);
});

test("leaves its input alone, and what is not an image", () => {
  const before = examples.images.slice();
  shiftImages(examples, 0.5, rng());
  expect(examples.images).toEqual(before);
  const vectors = { ...examples, shape: [40] };
  expect(shiftImages(vectors, 0.5, rng())).toBe(vectors);
  expect(shiftImages(examples, 0.1, rng())).toBe(examples);
});
