import { expect, test } from "vitest";
import { RngStream } from "../random/rng-stream.js";
import { drawCohort } from "./cohort.js";

const server = () => RngStream.fromSeed(5).fork("server");
const rounds = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

test("everybody without a rule", () => {
  expect([...drawCohort(undefined, 3, 9, server())]).toEqual([0, 1, 2]);
});

test.each(["fixed", "poisson"] as const)("%s follows from the round alone, ascending", (sampling) => {
  const rule = { size: 5, sampling };
  const inOrder = rounds(6).map((round) => [...drawCohort(rule, 40, round, server())]);
  for (const round of [4, 1, 6]) expect([...drawCohort(rule, 40, round, server())]).toEqual(inOrder[round - 1]);
  for (const cohort of inOrder) expect(cohort).toEqual([...new Set(cohort)].sort((a, b) => a - b));
  expect(new Set(inOrder.map(String)).size).toBe(6);
});

// five standard deviations: false alarm with probability below 1e-6 a count
test("fixed draws exactly size, and everybody equally often", () => {
  const counts = new Array<number>(10).fill(0);
  for (const round of rounds(2000)) {
    const cohort = drawCohort({ size: 3, sampling: "fixed" }, 10, round, server());
    expect(cohort).toHaveLength(3);
    for (const participant of cohort) counts[participant]++;
  }
  for (const count of counts) expect(Math.abs(count - 600)).toBeLessThan(5 * Math.sqrt(2000 * 0.3 * 0.7));
});

test("poisson draws each participant independently: sizes are binomial, and may be zero", () => {
  const sizes = rounds(4000).map((round) => drawCohort({ size: 1, sampling: "poisson" }, 10, round, server()).length);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  expect(Math.abs(total - 4000)).toBeLessThan(5 * Math.sqrt(40_000 * 0.1 * 0.9));
  const empty = 0.9 ** 10;
  const found = sizes.filter((size) => size === 0).length;
  expect(Math.abs(found - 4000 * empty)).toBeLessThan(5 * Math.sqrt(4000 * empty * (1 - empty)));
});
