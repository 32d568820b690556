/** Values of which few are distinct, as indices into a palette: the same bits, in fewer bytes. @module */
import { bytesToValues, valuesToBytes } from "../values.js";
import { packBits, unpackBits, unusedBitsAreZero } from "./bits.js";
import { fault, type Fault } from "./fault.js";
import type { WireValues } from "./wire-vector.js";

type Palette = Extract<WireValues, { coding: "palette" }>;

const MAX_COLOURS = 256;
/** a power of two, four times the colours: most are found where they are looked for first */
const SLOTS = 1024;
const SLOT_SHIFT = 22;
/** 2^32 over the golden ratio: spreads patterns that differ in their upper bits only (Knuth, vol. 3, 6.4) */
const GOLDEN_RATIO = 0x9e3779b1;

/** Bits an index into a palette of `colours` takes: ⌈log2 colours⌉. */
function indexBits(colours: number): number {
  return 32 - Math.clz32(colours - 1);
}

/**
 * `values` [k] by palette, in order of first use; undefined where that is not smaller than float32. Values are told
 * apart by their bits, so that -0 stays -0.
 */
export function encodePalette(values: Float32Array): Palette | undefined {
  const patterns = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const colours = coloursOf(patterns);
  if (colours === undefined || colours.count === 0) return undefined;
  const codes = Uint8Array.from(patterns, (pattern) => colours.codeOf(pattern));
  const palette = valuesToBytes(new Float32Array(colours.patterns.slice(0, colours.count).buffer));
  const bytes = packBits(codes, indexBits(colours.count));
  return palette.length + bytes.length < values.byteLength ? { coding: "palette", palette, bytes } : undefined;
}

/** Of all that occur; undefined where they are too many, which most vectors show soon. */
function coloursOf(patterns: Uint32Array): Colours | undefined {
  const colours = new Colours();
  for (let i = 0; i < patterns.length; i++) if (colours.codeOf(patterns[i]) < 0) return undefined;
  return colours;
}

/** Numbers bit patterns in the order in which they come: a hash table that allocates nothing for the next one. */
class Colours {
  readonly patterns = new Uint32Array(MAX_COLOURS);
  count = 0;
  readonly #slots = new Int16Array(SLOTS).fill(-1);

  /** Of a new pattern the next number, -1 when there is no room for it. */
  codeOf(pattern: number): number {
    let slot = Math.imul(pattern, GOLDEN_RATIO) >>> SLOT_SHIFT;
    for (let code; (code = this.#slots[slot]) >= 0; slot = (slot + 1) % SLOTS) {
      if (this.patterns[code] === pattern) return code;
    }
    if (this.count === MAX_COLOURS) return -1;
    this.patterns[this.count] = pattern;
    this.#slots[slot] = this.count;
    return this.count++;
  }
}

/** The `count` values [count] of a received palette coding. */
export function decodePalette({ palette, bytes }: Palette, count: number): Float32Array | Fault {
  const colours = palette.length / 4;
  if (!Number.isInteger(colours) || colours < 1 || colours > MAX_COLOURS) {
    return fault("malformed", `a palette of ${palette.length} bytes, expected 1 to ${MAX_COLOURS} float32 values`);
  }
  const width = indexBits(colours);
  const expected = Math.ceil((count * width) / 8);
  if (bytes.length !== expected) {
    const reason = `${bytes.length} bytes, expected ${expected} (${count} palette indices of ${width} bits)`;
    return fault("wrong-length", reason);
  }
  if (!unusedBitsAreZero(bytes, count * width)) return fault("malformed", "bits are set after the last palette index");
  const codes = unpackBits(bytes, count, width);
  const table = bytesToValues(palette);
  const values = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    if (codes[i] >= colours) {
      return fault("malformed", `value ${i} has palette index ${codes[i]}, the last is ${colours - 1}`);
    }
    values[i] = table[codes[i]];
  }
  return values;
}
