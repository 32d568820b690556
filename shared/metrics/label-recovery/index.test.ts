import { expect, test } from "vitest";
import { labelRecovery } from "./index.js";

const overlap = (claimed: number[], truth: number[]) => [
  ...labelRecovery.measure({
    claims: new Float32Array(truth.length),
    truths: new Float32Array(truth.length),
    claimLabels: Int32Array.from(claimed),
    truthLabels: Int32Array.from(truth),
    shape: [1],
  }),
];

test("the order of the claims does not matter", () => {
  expect(overlap([3, 1, 2], [1, 2, 3])).toEqual([1, 1, 1]);
});

test("a label claimed once counts once", () => {
  expect(overlap([7, 4, 4], [7, 7, 7])).toEqual([1, 0, 0]);
  expect(overlap([7, 7, 4], [4, 7, 9])).toEqual([1, 1, 0]);
});

test("no claim recovers no label", () => {
  expect(overlap([-1, -1], [0, 1])).toEqual([0, 0]);
});
