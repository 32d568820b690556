import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { scalesFor } from "./scales.js";

interface Vector {
  readonly what: string;
  readonly params: { readonly eps_per_released_parameter: number; readonly gamma: number };
  readonly expected: readonly number[];
  readonly rel_tol: number;
}

const file = new URL("../../../test/golden/dp.json", import.meta.url);
const vectors = (JSON.parse(readFileSync(file, "utf8")) as Vector[]).filter(
  ({ what }) => what === "svt_numeric_sparse_scales",
);

test("there are vectors", () => expect(vectors.length).toBeGreaterThan(1));

test.each(vectors)(
  "scales at $params match",
  ({ params: { eps_per_released_parameter, gamma }, expected, rel_tol }) => {
    const { threshold, comparison, answer } = scalesFor(eps_per_released_parameter);
    [threshold, comparison, answer].forEach((scale, i) => {
      expect(Math.abs((scale * 2 * gamma) / expected[i] - 1)).toBeLessThanOrEqual(rel_tol);
    });
  },
);

test.each([1e-3, 0.1, 1, 7, 1000])("an answer at %d costs that: the parts of a turn's epsilon add up", (epsilon) => {
  const { threshold, comparison, answer } = scalesFor(epsilon);
  // its share of the threshold, its comparisons, its value
  expect(Math.abs((1 / threshold + 2 / comparison + 1 / answer) / epsilon - 1)).toBeLessThan(1e-14);
});
