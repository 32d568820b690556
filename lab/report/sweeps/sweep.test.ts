import { expect, test } from "vitest";
import { namedConfig } from "../../../test/support/swept-run.js";
import type { Changes } from "../../../test/support/swept-run.js";
import { sweepOf } from "./sweep.js";

const configs = (changes: readonly Changes[]) => changes.map((change, i) => namedConfig(`v${i}`, change));
const fraction = (uploadFraction: number): Changes => ({ training: { uploadFraction } });
const noise = (noiseMultiplier: number, more: Readonly<Record<string, number>> = {}): Changes => ({
  participants: {
    defences: [
      { kind: "clip", clipNorm: 1 },
      { kind: "gaussian-noise", noiseMultiplier, ...more },
    ],
  },
});

test("the number in which variants differ is found wherever it stands", () => {
  const sweep = sweepOf(configs([fraction(1), fraction(0.1), fraction(0.01)]));
  expect(sweep?.key).toBe("training.uploadFraction");
  expect([...sweep!.values]).toEqual([
    ["v0", 1],
    ["v1", 0.1],
    ["v2", 0.01],
  ]);
  expect(sweepOf(configs([1, 2, 5].map((count) => ({ participants: { count } }))))?.key).toBe("participants.count");
});

test("one variant may lack the defences that the number belongs to", () => {
  const sweep = sweepOf(configs([{}, noise(0.5), noise(1)]));
  expect(sweep?.key).toBe("participants.defences[1].noiseMultiplier");
  expect([...sweep!.values.values()]).toEqual([undefined, 0.5, 1]);
});

test("how processes are packed makes no difference", () => {
  const packed = { ...fraction(0.1), launch: { packed: 4 } };
  expect(sweepOf(configs([fraction(1), packed, fraction(0.01)]))?.key).toBe("training.uploadFraction");
});

test.each<[why: string, changes: readonly Changes[]]>([
  ["two variants are a comparison", [fraction(1), fraction(0.1)]],
  ["two numbers differ", [fraction(1), fraction(0.1), { training: { uploadFraction: 0.1, learningRate: 1 } }]],
  ["words differ", (["poisson", "shuffle", "fixed"] as const).map((sampling) => ({ training: { sampling } }))],
  ["two variants are the same", [fraction(1), fraction(1), fraction(0.1)]],
  ["a part of the defence is missing, not all of it", [noise(0.1), noise(0.5), noise(1, { extra: 1 })]],
  [
    "another defence stands in its place",
    [noise(0.5), noise(1), { participants: { defences: [{ kind: "sparsify" }] } }],
  ],
])("%s: no such number", (_, changes) => {
  expect(sweepOf(configs(changes))).toBeUndefined();
});
