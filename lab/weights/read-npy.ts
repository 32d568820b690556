/** Arrays in NumPy's format, versions 1 to 3. @module */
import { floatsOf } from "./named-tensor.js";

export interface NpyArray {
  readonly shape: readonly number[];
  /** flat, C order */
  readonly values: Float32Array;
}

/**
 * Reads the bytes of an .npy file of little-endian float32 numbers in C order.
 * @see https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 * @throws {Error} saying what was found instead
 */
export function readNpy(bytes: Uint8Array): NpyArray {
  const { shape, numbers } = readArray(bytes, "<f4");
  return { shape, values: floatsOf(numbers) };
}

/**
 * The same for little-endian 32-bit integers; flat.
 * @throws {Error} saying what was found instead
 */
export function readNpyIntegers(bytes: Uint8Array): Int32Array {
  return new Int32Array(new Uint8Array(readArray(bytes, "<i4").numbers).buffer);
}

/** @param dtype of four bytes a number */
function readArray(bytes: Uint8Array, dtype: string) {
  if (bytes.length < 12 || String.fromCharCode(...bytes.subarray(0, 6)) !== "\x93NUMPY") {
    throw new Error("it is no .npy file: it does not start with \\x93NUMPY");
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  // the length of the header takes two bytes in version 1, four after it
  const start = bytes[6] === 1 ? 10 : 12;
  const end = start + (bytes[6] === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  const { descr, fortranOrder, shape } = readDictionary(new TextDecoder().decode(bytes.subarray(start, end)));
  if (descr !== dtype) {
    throw new Error(`it holds numbers of dtype ${descr}, must be ${dtype}: save it with .astype("${dtype}")`);
  }
  if (fortranOrder) throw new Error("it is in Fortran order, must be in C order: save numpy.ascontiguousarray of it");
  const expected = 4 * shape.reduce((product, side) => product * side, 1);
  const found = Math.max(0, bytes.length - end);
  if (found !== expected) throw new Error(`it has ${found} bytes of numbers, its header promises ${expected}`);
  return { shape, numbers: bytes.subarray(end) };
}

/** The header is a Python dictionary of three keys, in any order. */
function readDictionary(text: string) {
  const descr = /'descr':\s*'([^']*)'/.exec(text)?.[1];
  const order = /'fortran_order':\s*(True|False)/.exec(text)?.[1];
  const sides = /'shape':\s*\(([\d,\s]*)\)/.exec(text)?.[1];
  if (descr === undefined || order === undefined || sides === undefined) {
    throw new Error("its header does not say dtype, order and shape of one plain array");
  }
  return { descr, fortranOrder: order === "True", shape: (sides.match(/\d+/g) ?? []).map(Number) };
}
