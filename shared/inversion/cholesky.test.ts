import { expect, it } from "vitest";
import { solvePositiveDefinite } from "./cholesky.js";

it("solves a positive definite system, reading the lower triangle alone", () => {
  // [[4, 2, 0], [2, 5, 1], [0, 1, 3]] · [1, -2, 3] = [0, -5, 7]
  const x = solvePositiveDefinite(Float64Array.of(4, NaN, NaN, 2, 5, NaN, 0, 1, 3), Float64Array.of(0, -5, 7));
  expect([...x!]).toEqual([1, -2, 3].map((value) => expect.closeTo(value, 12)));
});

it("gives nothing for a matrix that is not positive definite", () => {
  expect(solvePositiveDefinite(Float64Array.of(1, 0, 2, 1), Float64Array.of(1, 1))).toBeUndefined();
});
