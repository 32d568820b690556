import { expect, test } from "vitest";
import type { ExampleStore } from "../../shared/plugins/task.js";
import { truthsOf } from "./truths.js";

/** Ten examples of one pixel: example i shows i / 10 and has the label i. */
const train: ExampleStore = {
  count: 10,
  shape: [1],
  labels: Uint8Array.from({ length: 10 }, (_, i) => i),
  gather: (indices) => ({
    images: Float32Array.from(indices, (i) => i / 10),
    labels: Int32Array.from(indices),
    shape: [1],
  }),
};

const lot = (participant: number, round: number, ...examples: number[]) => ({
  ...{ participant, round },
  examples: Int32Array.from(examples),
});

test("the truth of a turn is its own lot, in the order of the turns; turns without a lot have none", () => {
  const lots = [lot(1, 1, 4, 5), lot(0, 1, 3), lot(0, 2, 9)];
  const turns = [0, 1, 2].map((participant) => ({ participant, round: 1 }));
  expect(truthsOf(turns, lots, train)).toEqual([
    { turn: { participant: 0, round: 1 }, images: Float32Array.of(0.3), labels: Int32Array.of(3) },
    { turn: { participant: 1, round: 1 }, images: Float32Array.of(0.4, 0.5), labels: Int32Array.of(4, 5) },
  ]);
});

test("the truth of a sum is the lots of all its members, and says whose each example is", () => {
  const lots = [lot(2, 3, 8, 1), lot(0, 3, 7), lot(1, 3, 6), lot(2, 1, 0)];
  const [truth, ...others] = truthsOf([{ participant: 0, round: 3, members: [0, 2] }], lots, train);
  expect(others).toEqual([]);
  expect(truth.turn).toEqual({ participant: 0, round: 3 });
  expect([...truth.labels]).toEqual([7, 8, 1]);
  expect(truth.owners).toEqual([0, 2, 2]);
});

test("an example of several local steps is one truth", () => {
  const [truth] = truthsOf([{ participant: 0, round: 1 }], [lot(0, 1, 4, 5, 5, 4)], train);
  expect([...truth.labels]).toEqual([4, 5]);
});
