import { expect, test } from "vitest";
import { RngStream } from "../../../shared/random/rng-stream.js";
import { nearest, squaredDistance } from "./nearest.js";

test("is what sorting all distances gives", () => {
  const rng = RngStream.fromSeed(8);
  const draw = (count: number) => Float32Array.from({ length: count * 3 }, () => rng.uniform());
  const [images, pool] = [draw(20), draw(30)];
  const { places, squared } = nearest(images, pool, 3, 4);
  for (let row = 0; row < 20; row++) {
    const distances = Array.from({ length: 30 }, (_, place) => ({
      place,
      distance: [0, 1, 2].reduce((sum, i) => sum + (images[row * 3 + i] - pool[place * 3 + i]) ** 2, 0),
    })).sort((a, b) => a.distance - b.distance);
    expect([...places.subarray(row * 4, row * 4 + 4)]).toEqual(distances.slice(0, 4).map(({ place }) => place));
    distances.slice(0, 4).forEach(({ distance }, i) => expect(squared[row * 4 + i]).toBeCloseTo(distance, 12));
  }
});

test("of equals the first", () => {
  expect([...nearest(Float32Array.of(0), Float32Array.of(2, 1, 1, -1), 1, 2).places]).toEqual([1, 2]);
});

test("a distance that is not below the limit need not be exact, one that is must be", () => {
  const [a, b] = [new Float32Array(151).fill(1), new Float32Array(151)];
  expect(squaredDistance(a, 0, b, 0, 151)).toBe(151);
  expect(squaredDistance(a, 0, b, 0, 151, 151.5)).toBe(151);
  expect(squaredDistance(a, 0, b, 0, 151, 10)).toBeGreaterThanOrEqual(10);
  expect(squaredDistance(a, 1, b, 2, 3)).toBe(3);
});
