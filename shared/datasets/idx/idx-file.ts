/** Files in the idx format: a header of big-endian numbers, then unsigned bytes. @module */
import { closeSync, fstatSync, openSync, readSync } from "node:fs";

/** An open idx file of unsigned bytes; its elements are read when asked for. */
export interface IdxFile {
  /** count first, then the shape of one element */
  readonly sides: readonly number[];
  /** Reads `count` elements from element `first` on into the start of `into`. */
  read(first: number, count: number, into: Uint8Array): void;
  close(): void;
}

/**
 * Opens an idx file of unsigned bytes with a given number of dimensions (LeCun, http://yann.lecun.com/exdb/mnist/).
 * @throws when it cannot be opened, is of another kind, or its size is not the one its header promises
 */
export function openIdx(path: string, dimensions: number): IdxFile {
  const file = openSync(path, "r");
  try {
    const sides = readHeader(file, path, dimensions);
    const headerBytes = 4 + 4 * dimensions;
    const elementBytes = sides.slice(1).reduce((product, side) => product * side, 1);
    const expected = headerBytes + sides[0] * elementBytes;
    const found = fstatSync(file).size;
    if (found !== expected) {
      throw new Error(
        `${path} has ${found} bytes, its header promises ${expected}: it is cut off or corrupt, fetch it again`,
      );
    }
    return {
      sides,
      read(first, count, into) {
        if (!Number.isInteger(first) || first < 0 || first + count > sides[0]) {
          throw new RangeError(`${path} has elements 0 to ${sides[0] - 1}, not ${first} to ${first + count - 1}`);
        }
        readExactly(file, path, into.subarray(0, count * elementBytes), headerBytes + first * elementBytes);
      },
      close: () => closeSync(file),
    };
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

function readHeader(file: number, path: string, dimensions: number): number[] {
  const header = new Uint8Array(4 + 4 * dimensions);
  readExactly(file, path, header, 0);
  const view = new DataView(header.buffer);
  // two zero bytes, 8 for unsigned bytes, the number of dimensions
  const expected = 0x0800 + dimensions;
  const found = view.getUint32(0);
  if (found !== expected) {
    throw new Error(
      `${path} starts with magic number ${found}, not ${expected}: it is no idx file of bytes in ${dimensions} dimensions`,
    );
  }
  return Array.from({ length: dimensions }, (_, i) => view.getUint32(4 + 4 * i));
}

function readExactly(file: number, path: string, into: Uint8Array, position: number): void {
  const found = readSync(file, into, 0, into.length, position);
  if (found !== into.length)
    throw new Error(`${path} ends after ${found} of the ${into.length} bytes at ${position}: it is cut off`);
}
