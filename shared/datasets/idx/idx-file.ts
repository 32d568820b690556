/** Files in the idx format: a header of big-endian numbers, then unsigned bytes. @module */
import { firstBytes, isGzip, openBytes } from "../bytes.js";
import type { Bytes } from "../bytes.js";

/** An open idx file of unsigned bytes; its elements are read when asked for. */
export interface IdxFile {
  /** count first, then the shape of one element */
  readonly sides: readonly number[];
  /** Reads `count` elements from element `first` on into the start of `into`. */
  read(first: number, count: number, into: Uint8Array): void;
  /** Does what opening left for later. @throws {Error} as opening does */
  check(): void;
  close(): void;
}

/**
 * Opens an idx file of unsigned bytes with one of the given numbers of dimensions (LeCun,
 * http://yann.lecun.com/exdb/mnist/). A gzipped one is unpacked when its elements are first read or checked.
 * @throws {Error} when it cannot be opened, is of another kind, or its size is not the one its header promises
 */
export function openIdx(path: string, ...dimensions: readonly number[]): IdxFile {
  const sides = readHeader(path, dimensions);
  const headerBytes = 4 + 4 * sides.length;
  const elementBytes = sides.slice(1).reduce((product, side) => product * side, 1);
  let opened: Bytes | undefined;
  const bytes = () => (opened ??= openOfSize(path, headerBytes + sides[0] * elementBytes));
  if (!isGzip(path)) bytes();
  return {
    sides,
    read(first, count, into) {
      if (!Number.isInteger(first) || first < 0 || first + count > sides[0]) {
        throw new RangeError(`${path} has elements 0 to ${sides[0] - 1}, not ${first} to ${first + count - 1}`);
      }
      const wanted = into.subarray(0, count * elementBytes);
      const position = headerBytes + first * elementBytes;
      checkLength(path, wanted.length, position, bytes().read(wanted, position));
    },
    check: () => void bytes(),
    close: () => opened?.close(),
  };
}

function openOfSize(path: string, expected: number): Bytes {
  const bytes = openBytes(path);
  if (bytes.size === expected) return bytes;
  bytes.close();
  throw new Error(
    `${path} has ${bytes.size} bytes, its header promises ${expected}: it is cut off or corrupt, fetch it again`,
  );
}

function readHeader(path: string, dimensions: readonly number[]): number[] {
  const header = firstBytes(path, 4 + 4 * Math.max(...dimensions));
  const view = new DataView(header.buffer, header.byteOffset, header.length);
  // two zero bytes, 8 for unsigned bytes, the number of dimensions
  const expected = dimensions.map((count) => 0x0800 + count);
  const found = header.length < 4 ? expected[0] : view.getUint32(0);
  if (!expected.includes(found)) {
    throw new Error(
      `${path} starts with magic number ${found}, not ${expected.join(" or ")}: ` +
        `it is no idx file of bytes in ${dimensions.join(" or ")} dimensions`,
    );
  }
  const count = found - 0x0800;
  const headerBytes = 4 + 4 * count;
  checkLength(path, headerBytes, 0, Math.min(header.length, headerBytes));
  return Array.from({ length: count }, (_, i) => view.getUint32(4 + 4 * i));
}

function checkLength(path: string, expected: number, position: number, found: number): void {
  if (found !== expected)
    throw new Error(`${path} ends after ${found} of the ${expected} bytes at ${position}: it is cut off`);
}
