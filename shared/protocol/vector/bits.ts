/** Small numbers side by side in a byte string, least significant bit first. @module */

/** `numbers` [k], each below 2^width, in ⌈k·width / 8⌉ bytes. @param width bits a number, in [0, 8] */
export function packBits(numbers: Uint8Array, width: number): Uint8Array {
  const bytes = new Uint8Array(Math.ceil((numbers.length * width) / 8));
  for (let i = 0, bit = 0; i < numbers.length; i++, bit += width) {
    const shifted = numbers[i] << (bit & 7);
    bytes[bit >> 3] |= shifted;
    // past the end a write is ignored, and there it would be 0
    bytes[(bit >> 3) + 1] |= shifted >> 8;
  }
  return bytes;
}

/** The `count` numbers that `packBits` put into `bytes`. */
export function unpackBits(bytes: Uint8Array, count: number, width: number): Uint8Array {
  const numbers = new Uint8Array(count);
  const mask = 2 ** width - 1;
  for (let i = 0, bit = 0; i < count; i++, bit += width) {
    const pair = bytes[bit >> 3] | (bytes[(bit >> 3) + 1] << 8);
    numbers[i] = (pair >> (bit & 7)) & mask;
  }
  return numbers;
}

/** Whether the bits of the last byte from number `bits` on are all 0. */
export function unusedBitsAreZero(bytes: Uint8Array, bits: number): boolean {
  return bits % 8 === 0 || bytes[bytes.length - 1] >> (bits % 8) === 0;
}
