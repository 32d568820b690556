import { expect, test } from "vitest";
import { RoundTurns } from "./round-turns.js";

const update = (value: number) => Float32Array.of(value);

test("settles when nobody owes an update, in participant order whatever the order of arrival", async () => {
  const turns = new RoundTurns(1, 0, [0, 1, 2], () => undefined);
  turns.accept(2, update(2));
  turns.accept(0, update(0));
  turns.accept(1, update(1));
  expect([...(await turns.settled(1)).keys()]).toEqual([0, 1, 2]);
});

test("an update counts once", async () => {
  const turns = new RoundTurns(1, 0, [0], () => undefined);
  turns.accept(0, update(1));
  turns.accept(0, update(2));
  turns.accept(5, update(5));
  expect(await turns.settled(1)).toEqual(new Map([[0, update(1)]]));
});

test("misses are told once, with their reason, and the silent are late", async () => {
  const misses: unknown[] = [];
  const turns = new RoundTurns(1, 0, [0, 1, 2], (...miss) => misses.push(miss));
  turns.close(1, "refused", "NaN");
  turns.close(1, "dropped", "twice");
  turns.accept(0, update(0));
  expect([...(await turns.settled(0.05)).keys()]).toEqual([0]);
  expect(misses).toEqual([
    [1, "refused", "NaN"],
    [2, "late", "no update within 0.05 s"],
  ]);
});

test("a round without participants is over at once", async () => {
  expect((await new RoundTurns(1, 0, [], () => undefined).settled(1)).size).toBe(0);
});
