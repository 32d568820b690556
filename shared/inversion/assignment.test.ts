import { describe, expect, it } from "vitest";
import { RngStream } from "../random/rng-stream.js";
import { matchOptimally } from "./assignment.js";

/** The least total cost over all ways to give every column (or every row, if they are fewer) a partner of its own. */
function leastCost(cost: Float64Array, rows: number, columns: number): number {
  const at = (row: number, column: number) => cost[row * columns + column]!;
  const [few, many, price] =
    rows <= columns ? [rows, columns, at] : [columns, rows, (c: number, r: number) => at(r, c)];
  const search = (i: number, used: number): number => {
    if (i === few) return 0;
    let least = Infinity;
    for (let j = 0; j < many; j++) {
      if ((used & (1 << j)) === 0) least = Math.min(least, price(i, j) + search(i + 1, used | (1 << j)));
    }
    return least;
  };
  return search(0, 0);
}

describe("matchOptimally", () => {
  it.each([
    [1, 1],
    [4, 4],
    [6, 3],
    [3, 6],
    [1, 5],
    [5, 1],
  ])("finds the least total cost of %i rows and %i columns", (rows, columns) => {
    const rng = RngStream.fromSeed(rows * 10 + columns);
    for (let trial = 0; trial < 20; trial++) {
      const cost = Float64Array.from({ length: rows * columns }, () => rng.gaussian());
      const assigned = matchOptimally(cost, rows, columns);
      const pairs = [...assigned].map((row, column) => [row, column] as const).filter(([row]) => row >= 0);
      expect(pairs).toHaveLength(Math.min(rows, columns));
      expect(new Set(pairs.map(([row]) => row)).size).toBe(pairs.length);
      const total = pairs.reduce((sum, [row, column]) => sum + cost[row * columns + column]!, 0);
      expect(total).toBeCloseTo(leastCost(cost, rows, columns), 10);
    }
  });

  it("leaves its argument as it was", () => {
    const cost = Float64Array.of(3, 1, 2, 5);
    matchOptimally(cost, 2, 2);
    expect([...cost]).toEqual([3, 1, 2, 5]);
  });

  it("matches nothing when one side is empty", () => {
    expect([...matchOptimally(new Float64Array(0), 0, 3)]).toEqual([-1, -1, -1]);
    expect([...matchOptimally(new Float64Array(0), 3, 0)]).toEqual([]);
  });

  it("names a wrong length and a cost that is not finite", () => {
    expect(() => matchOptimally(new Float64Array(3), 2, 2)).toThrow(RangeError);
    expect(() => matchOptimally(Float64Array.of(1, NaN), 1, 2)).toThrow(/finite/);
  });
});
