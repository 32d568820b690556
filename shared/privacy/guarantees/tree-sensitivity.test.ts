import { expect, test } from "vitest";
import { RngStream } from "../../random/rng-stream.js";
import { treeSensitivitySquared } from "./tree-sensitivity.js";

/** By trying all sets of leaves. */
function byEnumeration(steps: number, participations: number, separation: number): number {
  let most = 0;
  for (let set = 1; set < 2 ** steps; set++) {
    const leaves = Array.from({ length: steps }, (_, leaf) => leaf).filter((leaf) => (set >> leaf) & 1);
    if (leaves.length > participations) continue;
    if (leaves.some((leaf, i) => i > 0 && leaf - leaves[i - 1] < separation)) continue;
    let sum = 0;
    for (let size = 1; size <= steps; size *= 2) {
      for (let start = 0; start + size <= steps; start += size) {
        sum += leaves.filter((leaf) => leaf >= start && leaf < start + size).length ** 2;
      }
    }
    most = Math.max(most, sum);
  }
  return most;
}

test("agrees with trying everything", () => {
  for (let steps = 1; steps <= 11; steps++) {
    for (let separation = 1; separation <= 4; separation++) {
      for (const participations of [1, 2, 3, 11]) {
        const found = treeSensitivitySquared(steps, participations, separation);
        const words = `${steps} steps, ${participations} times, ${separation} apart`;
        expect(found, words).toBe(byEnumeration(steps, participations, separation));
      }
    }
  }
});

test("one participation is one leaf and the nodes above it", () => {
  for (const steps of [1, 2, 3, 4, 1600, 4095, 4096]) {
    expect(treeSensitivitySquared(steps, 1, steps)).toBe(Math.ceil(Math.log2(steps + 1)));
  }
});

test("every leaf of a complete tree: each level adds as many squares as it has nodes", () => {
  expect(treeSensitivitySquared(8, 8, 1)).toBe(8 + 4 * 4 + 2 * 16 + 64);
  // beyond what is searched exactly, where the bound is met
  expect(treeSensitivitySquared(4096, 4096, 1)).toBe(4096 * (2 * 4096 - 1));
});

test("never falls with steps or participations, never rises with separation, and stays below no placement", () => {
  const rng = RngStream.fromSeed(7);
  for (let i = 0; i < 40; i++) {
    const [steps, participations, separation] = [1 + rng.integer(500), 1 + rng.integer(20), 1 + rng.integer(60)];
    const found = treeSensitivitySquared(steps, participations, separation);
    expect(treeSensitivitySquared(steps + 1 + rng.integer(50), participations, separation)).toBeGreaterThanOrEqual(
      found,
    );
    expect(treeSensitivitySquared(steps, participations + 1, separation)).toBeGreaterThanOrEqual(found);
    expect(treeSensitivitySquared(steps, participations, separation + 1)).toBeLessThanOrEqual(found);
  }
});
