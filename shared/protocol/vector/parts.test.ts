import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PartAssembler, splitBytes } from "./parts.js";

const limits = { partBytes: 4, maxTotalBytes: 20 };
const whole = Uint8Array.from({ length: 10 }, (_, i) => i + 1);
const partsOf = (bytes: Uint8Array, key: number) =>
  splitBytes(bytes, limits.partBytes).map((part, number) => ({ key, totalBytes: bytes.length, number, bytes: part }));

test("splits into views of at most so many bytes", () => {
  const parts = splitBytes(whole, 4);
  expect(parts.map((part) => [...part])).toEqual([
    [1, 2, 3, 4],
    [5, 6, 7, 8],
    [9, 10],
  ]);
  expect(parts.every((part) => part.buffer === whole.buffer)).toBe(true);
  expect(splitBytes(whole, 5)).toHaveLength(2);
  expect(splitBytes(whole, 10)).toHaveLength(1);
  expect(splitBytes(new Uint8Array(0), 4)).toEqual([]);
});

test("any bytes in any order with any resends come out whole", () => {
  const sent = fc.uint8Array({ minLength: 1, maxLength: 20 }).chain((bytes) => {
    const parts = partsOf(bytes, 3);
    const resent = fc.array(fc.constantFrom(...parts));
    const order = fc.tuple(fc.constant(parts), resent).chain(([once, again]) => {
      const all = [...once, ...again];
      return fc.shuffledSubarray(all, { minLength: all.length });
    });
    return fc.tuple(fc.constant(bytes), order);
  });
  fc.assert(
    fc.property(sent, ([bytes, parts]) => {
      const assembler = new PartAssembler(limits);
      const arrived = new Set<number>();
      for (const part of parts) {
        const complete = arrived.size === Math.ceil(bytes.length / 4);
        if (!complete) expect(assembler.take(3)).toBeUndefined();
        arrived.add(part.number);
        expect(assembler.add(part)).toEqual({ ok: true, missing: Math.ceil(bytes.length / 4) - arrived.size });
      }
      expect(assembler.take(3)).toEqual(bytes);
    }),
    { seed: 1 },
  );
});

test("keeps what it was given, not the message it came in", () => {
  const assembler = new PartAssembler(limits);
  for (const part of partsOf(whole, 1)) {
    const bytes = part.bytes.slice();
    assembler.add({ ...part, bytes });
    bytes.fill(0);
  }
  expect(assembler.take(1)).toEqual(whole);
});

test("a byte string can be taken once, by its own key", () => {
  const assembler = new PartAssembler(limits);
  for (const part of partsOf(whole, 1)) assembler.add(part);
  expect(assembler.take(2)).toBeUndefined();
  expect(assembler.take(1)).toEqual(whole);
  expect(assembler.take(1)).toBeUndefined();
});

test("another key drops what there was", () => {
  const assembler = new PartAssembler(limits);
  const [old, next] = [
    partsOf(whole, 1),
    partsOf(
      whole.map((byte) => -byte),
      2,
    ),
  ];
  assembler.add(old[0]);
  assembler.add(old[1]);
  expect(assembler.add(next[2])).toEqual({ ok: true, missing: 2 });
  expect(assembler.add(old[2])).toEqual({ ok: true, missing: 2 });
});

describe("refuses", () => {
  const first = partsOf(whole, 1)[0];
  const bytes = (length: number) => new Uint8Array(length);
  test.each([
    ["a part too short", { bytes: bytes(3) }, "part 0 has 3 bytes, expected 4"],
    ["a part too long", { bytes: bytes(5) }, "part 0 has 5 bytes, expected 4"],
    ["a last part too long", { number: 2, bytes: bytes(4) }, "part 2 has 4 bytes, expected 2"],
    ["a part beyond the last", { number: 3, bytes: bytes(0) }, "part 3 of 10 bytes, whose parts are 0 to 2"],
    ["a part before the first", { number: -1 }, "part -1 of 10 bytes"],
    ["half a part", { number: 0.5 }, "part 0.5 of 10 bytes"],
    ["more than is allowed", { totalBytes: 21 }, "parts of 21 bytes in all, allowed are 1 to 20"],
    ["nothing", { totalBytes: 0 }, "parts of 0 bytes in all"],
    ["a size that is none", { totalBytes: NaN }, "parts of NaN bytes in all"],
    ["another size than before", { totalBytes: 12, number: 1 }, "of 12 bytes in all, those before it of 10"],
    ["other bytes than before", { bytes: Uint8Array.of(1, 2, 3, 5) }, "part 0 came before with other bytes"],
  ])("%s, and keeps what it had", (_, change, reason) => {
    const assembler = new PartAssembler(limits);
    assembler.add(first);
    const answer = assembler.add({ ...first, ...change });
    expect(answer).toMatchObject({ ok: false });
    expect(answer.ok ? "" : answer.reason).toContain(reason);
    for (const part of partsOf(whole, 1)) assembler.add(part);
    expect(assembler.take(1)).toEqual(whole);
  });
});
