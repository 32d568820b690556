import { describe, expect, test } from "vitest";
import { RngStream } from "../../random/rng-stream.js";
import { dirichlet } from "./dirichlet.js";

const classes = 10;

/** [participants][classes], examples of each class. */
function deal(alpha: number, perClass: number, participants: number, examplesEach?: number): number[][] {
  const labels = Uint8Array.from({ length: classes * perClass }, (_, index) => index % classes);
  const partition = dirichlet.create({ alpha, examplesEach }, { classes, examples: labels.length, participants });
  return partition.assign(labels, participants, RngStream.fromSeed(23)).map((share) => {
    const counts = new Array<number>(classes).fill(0);
    for (const index of share) counts[labels[index]]++;
    return counts;
  });
}

describe("class counts are Dirichlet-multinomial", () => {
  const [participants, each] = [1500, 40];

  // chi-square against equal classes has mean (K - 1)(n + A) / (1 + A), A = K alpha (Mosimann 1962)
  test.each([0.01, 0.1, 1, 10, 1000])(
    "alpha %d: mean chi-square within 5 standard errors (false alarm 6e-7)",
    (alpha) => {
      const shares = deal(alpha, 12_000, participants, each);
      const even = each / classes;
      const chiSquares = shares.map((counts) => counts.reduce((sum, count) => sum + (count - even) ** 2 / even, 0));
      const mean = chiSquares.reduce((sum, value) => sum + value, 0) / participants;
      const variance = chiSquares.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (participants - 1);
      const total = classes * alpha;
      const expected = ((classes - 1) * (each + total)) / (1 + total);
      expect(Math.abs(mean - expected)).toBeLessThan(5 * Math.sqrt(variance / participants));
    },
  );

  test("no class is preferred (within 5 standard errors; false alarm 6e-6 in all)", () => {
    const alpha = 0.1;
    const shares = deal(alpha, 12_000, participants, each);
    const total = classes * alpha;
    const variance = (each * 0.09 * (each + total)) / (1 + total);
    for (let label = 0; label < classes; label++) {
      const mean = shares.reduce((sum, counts) => sum + counts[label], 0) / participants;
      expect(Math.abs(mean - each / classes)).toBeLessThan(5 * Math.sqrt(variance / participants));
    }
  });
});

test("alpha at its ends: one class each, and all classes alike", () => {
  const held = (alpha: number) =>
    deal(alpha, 1000, 20, 100).map((counts) => counts.filter((count) => count > 0).length);
  expect(held(1e-6)).toEqual(new Array(20).fill(1));
  expect(held(1000)).toEqual(new Array(20).fill(10));
});

test("everything is dealt where the numbers come out even: who finds a class used up takes its next ones", () => {
  for (const alpha of [1e-6, 0.1, 1000]) {
    const shares = deal(alpha, 30, 20);
    expect(shares.map((counts) => counts.reduce((sum, count) => sum + count, 0))).toEqual(new Array(20).fill(15));
    const perClass = Array.from({ length: classes }, (_, label) =>
      shares.reduce((sum, counts) => sum + counts[label], 0),
    );
    expect(perClass).toEqual(new Array(classes).fill(30));
  }
});

test.each([0, -1, 1001, NaN])("alpha %d is refused", (alpha) => {
  expect(dirichlet.params.safeParse({ alpha }).success).toBe(false);
});
