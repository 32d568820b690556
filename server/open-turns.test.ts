import { expect, test } from "vitest";
import { OpenTurns } from "./open-turns.js";

const base = { weights: Float32Array.of(0), version: 0 };
const upload = (value: number) => ({ update: Float32Array.of(value), indices: undefined, examples: undefined });

function turnsWithMisses(seconds = 1) {
  const misses: unknown[] = [];
  const turns = new OpenTurns(seconds, ({ participant, round }, miss, reason) =>
    misses.push([participant, round, miss, reason]),
  );
  return { turns, misses };
}

test("a turn ends with its update, once", async () => {
  const { turns } = turnsWithMisses();
  const ended = turns.open(3, 7);
  expect(turns.of(3)).toEqual({ participant: 3, round: 7 });
  turns.accept(3, base, upload(1));
  turns.accept(3, base, upload(2));
  turns.accept(5, base, upload(5));
  expect(await ended).toEqual({ ok: true, participant: 3, base, ...upload(1) });
  expect(turns.of(3)).toBeUndefined();
});

test("misses are told once, with their reason, and the silent are late", async () => {
  const { turns, misses } = turnsWithMisses(0.05);
  const ended = [turns.open(1, 2), turns.open(2, 2)];
  turns.close(1, "refused", "NaN");
  turns.close(1, "dropped", "twice");
  expect(await Promise.all(ended)).toEqual([
    { ok: false, participant: 1, miss: "refused", why: "participant 1 refused: NaN" },
    { ok: false, participant: 2, miss: "late", why: "participant 2 late: no update within 0.05 s" },
  ]);
  expect(misses).toEqual([
    [1, 2, "refused", "NaN"],
    [2, 2, "late", "no update within 0.05 s"],
  ]);
});
