import { expect, test } from "vitest";
import { isBelow, LazyDigits } from "./lazy-digits.js";
import type { RandomWords } from "./random-words.js";

/** Words as written, then no more. */
function script(...words: number[]): RandomWords {
  return {
    next() {
      const word = words.shift();
      if (word === undefined) throw new Error("no more words were expected");
      return word | 0;
    },
  };
}

const drawn = (words: RandomWords): LazyDigits => {
  const digits = new LazyDigits();
  digits.draw(words);
  return digits;
};

test("different first digits decide, and no more are drawn", () => {
  const words = script(5, 0xffffffff);
  const [small, large] = [drawn(words), drawn(words)];
  expect([isBelow(small, large, words), isBelow(large, small, words)]).toEqual([true, false]);
});

test("equal digits are told apart by as many more as it takes, which then stay", () => {
  const words = script(7, 7, 8, 8, 3, 2);
  const [a, b] = [drawn(words), drawn(words)];
  expect(isBelow(a, b, words)).toBe(false);
  expect(isBelow(b, a, script())).toBe(true);
});

test("a number drawn again has forgotten its digits", () => {
  const words = script(7, 7, 1, 2);
  const [a, b] = [drawn(words), drawn(words)];
  expect(isBelow(a, b, words)).toBe(true);
  a.draw(script(7));
  expect(isBelow(a, b, script(9))).toBe(false);
});

test("the digits of a fraction are those of its long division", () => {
  const third = new LazyDigits();
  third.set(1, 3);
  expect([third.first, third.after(0, script()), third.after(5, script())]).toEqual(Array(3).fill(0x55555555));
  const other = new LazyDigits();
  other.set(1_234_567, 2 ** 21 - 1);
  const digits = [other.first, ...[0, 1, 2].map((index) => other.after(index, script()))];
  const expected = ((1_234_567n << 128n) / (2n ** 21n - 1n)).toString(16);
  expect(digits.map((digit) => digit.toString(16).padStart(8, "0")).join("")).toBe(expected);
});

test("a random number is below a fraction exactly as often as the fraction says, one digit after the other", () => {
  const half = new LazyDigits();
  half.set(1, 2);
  const words = script(2 ** 31, 0, 0, 4);
  // 1/2 and then nothing but zeros, until the random one has another digit
  const random = drawn(words);
  expect(isBelow(random, half, words)).toBe(false);
  expect(isBelow(half, random, script())).toBe(true);
});
