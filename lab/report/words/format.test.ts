import { expect, test } from "vitest";
import { bytes, countOf, decibels, epsilon, fixed, listed, percent, seconds, significant } from "./format.js";

test("numbers there are none of are dashes, never NaN", () => {
  for (const nothing of [undefined, null, NaN]) {
    expect([fixed(nothing, 1), percent(nothing), decibels(nothing), bytes(nothing), seconds(nothing)]).toEqual(
      Array(5).fill("–"),
    );
  }
  expect([epsilon("Infinity"), epsilon(null), epsilon(Infinity)]).toEqual(["∞", "∞", "∞"]);
});

test("rounds and names units", () => {
  expect(percent(0.9312)).toBe("93.1 %");
  expect(decibels(-3.14)).toBe("−3.1 dB");
  expect(fixed(-0.001, 1)).toBe("0.0");
  expect([epsilon(7.987), epsilon(12.34)]).toEqual(["7.99", "12.3"]);
  expect([bytes(0), bytes(999), bytes(1000), bytes(435_240), bytes(12_345_678)]).toEqual([
    "0 B",
    "999 B",
    "1.00 kB",
    "435 kB",
    "12.3 MB",
  ]);
  expect([seconds(41.23), seconds(125)]).toEqual(["41.2 s", "2 min 5 s"]);
  expect([significant(0.01234), significant(12.34), significant(1e-5), significant(1234)]).toEqual([
    "0.0123",
    "12.3",
    "1e-5",
    "1234",
  ]);
});

test("counts and lists in words", () => {
  expect([countOf(1, "image"), countOf(2, "image")]).toEqual(["1 image", "2 images"]);
  expect([listed([]), listed(["a"]), listed(["a", "b", "c"])]).toEqual(["", "a", "a, b and c"]);
});
