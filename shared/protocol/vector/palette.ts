/** Values of which few are distinct, as indices into a palette: the same bits, in fewer bytes. @module */
import { bytesToValues } from "../values.js";
import { packBits, unpackBits, unusedBitsAreZero } from "./bits.js";
import { fault, type Fault } from "./fault.js";
import type { WireValues } from "./wire-vector.js";

type Palette = Extract<WireValues, { coding: "palette" }>;

const MAX_COLOURS = 256;

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
  const codes = new Uint8Array(values.length);
  const colours = new Map<number, number>();
  for (let i = 0; i < patterns.length; i++) {
    let code = colours.get(patterns[i]);
    if (code === undefined) {
      code = colours.size;
      if (code === MAX_COLOURS) return undefined;
      colours.set(patterns[i], code);
    }
    codes[i] = code;
  }
  if (values.length === 0) return undefined;
  const palette = new Uint8Array(Uint32Array.from(colours.keys()).buffer);
  const bytes = packBits(codes, indexBits(colours.size));
  return palette.length + bytes.length < values.byteLength ? { coding: "palette", palette, bytes } : undefined;
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
