import { expect, it } from "vitest";
import { RngStream } from "../../random/rng-stream.js";
import { knownLabels, searchedLabels } from "./lot-labels.js";

it("known labels are certain, and nothing to search for", () => {
  const labels = knownLabels(Int32Array.of(2, 0), 3);
  expect(labels.unknowns).toBe(0);
  expect([...labels.probabilities(new Float32Array(0))]).toEqual([0, 0, 1, 1, 0, 0]);
  expect(labels.labels(new Float32Array(0))).toEqual(Int32Array.of(2, 0));
});

it("searched labels start as likely as each other, and end as the likeliest", () => {
  const labels = searchedLabels(2, 4);
  expect(labels.unknowns).toBe(8);
  expect([...labels.probabilities(new Float32Array(8))]).toEqual(new Array(8).fill(0.25));
  const values = Float32Array.of(0, 0.1, 0.3, 0, 500, -500, 0, 490);
  expect(labels.labels(values)).toEqual(Int32Array.of(2, 0));
  expect([...labels.probabilities(values).subarray(4)]).toEqual([1, 0, 0, expect.closeTo(0, 20)]);
});

it("their derivative is that of central differences", () => {
  const labels = searchedLabels(2, 4);
  const rng = RngStream.fromSeed(1);
  const draw = (stddev: number) => Float32Array.from({ length: 8 }, () => stddev * rng.gaussian());
  const [values, slopes] = [draw(0.1), draw(1)];
  const valueAt = (at: Float32Array) => labels.probabilities(at).reduce((sum, p, i) => sum + p * slopes[i], 0);
  const gradient = labels.gradient(values, slopes);
  const step = 1e-3;
  values.forEach((value, i) => {
    const moved = (sign: number) => valueAt(values.with(i, value + sign * step));
    expect(gradient[i]).toBeCloseTo((moved(1) - moved(-1)) / (2 * step), 2);
  });
});
