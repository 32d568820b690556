import { expect, test } from "vitest";
import { RngStream } from "./rng-stream.js";
import { secureWords } from "./secure-words.js";

// Nothing fixes these draws: each test fails a sound generator with the probability that it states.

test("every bit of a word is set in half of them (false alarm 3e-8 in all)", () => {
  const count = 40_000;
  const set = new Float64Array(32);
  for (let i = 0; i < count; i++) {
    const word = secureWords.next();
    for (let bit = 0; bit < 32; bit++) set[bit] += (word >>> bit) & 1;
  }
  for (const times of set) expect(Math.abs(times - count / 2)).toBeLessThan(6.2 * Math.sqrt(count / 4));
});

test("a secure stream and its forks never give the same again (false alarm 1e-100)", () => {
  const stream = RngStream.secure();
  const draw = (rng: RngStream): number[] => Array.from({ length: 20 }, () => rng.uniform());
  const all = [stream, stream.fork("round", 1), stream.fork("round", 1), RngStream.secure()].flatMap(draw);
  expect(new Set(all).size).toBe(80);
  expect([stream.isSecure, stream.fork("a").isSecure, RngStream.fromSeed(1).isSecure]).toEqual([true, true, false]);
});

test("a secure stream has no key, and a fork needs a path as everywhere", () => {
  expect(() => RngStream.secure().key).toThrow("a secure stream has no key");
  expect(() => RngStream.secure().fork()).toThrow("fork needs a path");
});
