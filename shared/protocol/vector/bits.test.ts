import fc from "fast-check";
import { expect, test } from "vitest";
import { packBits, unpackBits, unusedBitsAreZero } from "./bits.js";

/** The little-endian bytes of Σ_i numbers_i·2^(i·width), which is what packing means. */
function bigIntBytes(numbers: number[], width: number): number[] {
  let total = 0n;
  numbers.forEach((number, i) => (total += BigInt(number) << BigInt(i * width)));
  return Array.from({ length: Math.ceil((numbers.length * width) / 8) }, (_, i) =>
    Number((total >> BigInt(8 * i)) & 0xffn),
  );
}

const packed = fc
  .integer({ min: 0, max: 8 })
  .chain((width) => fc.tuple(fc.constant(width), fc.array(fc.integer({ min: 0, max: 2 ** width - 1 }))));

test("packs as one long number, and unpacks the same numbers", () => {
  fc.assert(
    fc.property(packed, ([width, numbers]) => {
      const bytes = packBits(Uint8Array.from(numbers), width);
      expect([...bytes]).toEqual(bigIntBytes(numbers, width));
      expect([...unpackBits(bytes, numbers.length, width)]).toEqual(numbers);
      expect(unusedBitsAreZero(bytes, numbers.length * width)).toBe(true);
    }),
    { seed: 1 },
  );
});

test("sees every bit that is not used", () => {
  for (let bits = 9; bits < 16; bits++) {
    for (let bit = 8; bit < 16; bit++) {
      expect(unusedBitsAreZero(Uint8Array.of(0xff, 1 << (bit - 8)), bits)).toBe(bit < bits);
    }
  }
  expect(unusedBitsAreZero(new Uint8Array(0), 0)).toBe(true);
});
