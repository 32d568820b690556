import { expect, test } from "vitest";
import type { Claim } from "../../shared/plugins/attack.js";
import { reasonsOf } from "./reasons.js";

function claim(...explanation: string[]): Claim {
  return { kind: "reconstruction", turn: { participant: 0, round: 1 }, lotSize: 1, strategies: [], explanation };
}

test("lines that differ in their numbers alone are one, with ranges, the most frequent first", () => {
  const claims = [
    claim("dead", "rank 9: the lot held 9 examples"),
    claim("rank 11: the lot held 11 examples"),
    claim("rank 5: the lot held 5 examples", "noise of 0.25"),
  ];
  expect(reasonsOf(claims)).toEqual([
    "rank 5–11: the lot held 5–11 examples (3 of 3 turns)",
    "dead (1 of 3 turns)",
    "noise of 0.25 (1 of 3 turns)",
  ]);
});

test("one turn needs no count; a line that a claim says twice counts once", () => {
  expect(reasonsOf([claim("rank 3", "rank 3")])).toEqual(["rank 3"]);
});

test("no claim, and why", () => {
  expect(reasonsOf([], "out of memory")).toEqual([
    "the attack itself broke: out of memory",
    "the attack made no claim",
  ]);
});

test("many lines are cut, and the cut is named", () => {
  const lines = Array.from({ length: 11 }, (_, i) => "x".repeat(i + 1));
  expect(reasonsOf([claim(...lines)]).at(-1)).toBe("and 3 more, see claim.json");
});
