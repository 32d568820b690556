/** Bytes of files, plain or gzipped: told apart by how they begin, not by their names. @module */
import { closeSync, fstatSync, openSync, readFileSync, readSync } from "node:fs";
import { constants, gunzipSync } from "node:zlib";

/** Bytes that are read when asked for. */
export interface Bytes {
  readonly size: number;
  /** Reads from `position` on into `into`; how many bytes there were. */
  read(into: Uint8Array, position: number): number;
  close(): void;
}

/** Opens a file; a gzipped one is unpacked into memory. @throws {Error} naming the file and what is wrong with it */
export function openBytes(path: string): Bytes {
  if (isGzip(path)) return inMemory(readBytes(path));
  const file = open(path);
  return {
    size: fstatSync(file).size,
    read: (into, position) => readSync(file, into, 0, into.length, position),
    close: () => closeSync(file),
  };
}

/** All bytes of a file, unpacked. @throws {Error} naming the file and what is wrong with it */
export function readBytes(path: string): Uint8Array {
  const bytes = named(path, () => readFileSync(path));
  return beginsGzip(bytes) ? named(path, () => gunzipSync(bytes)) : bytes;
}

/** The first `count` bytes, at most 1024, of a file, fewer where it has fewer; unpacks no more than it must. */
export function firstBytes(path: string, count: number): Uint8Array {
  // more than a gzip header and the code tables of its first block
  const start = rawStart(path, 8192);
  const bytes = beginsGzip(start)
    ? named(path, () => gunzipSync(start, { finishFlush: constants.Z_SYNC_FLUSH }))
    : start;
  return bytes.subarray(0, count);
}

export function isGzip(path: string): boolean {
  return beginsGzip(rawStart(path, 2));
}

const beginsGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

function rawStart(path: string, count: number): Uint8Array {
  const file = open(path);
  try {
    const bytes = new Uint8Array(count);
    return bytes.subarray(
      0,
      named(path, () => readSync(file, bytes, 0, count, 0)),
    );
  } finally {
    closeSync(file);
  }
}

function inMemory(bytes: Uint8Array): Bytes {
  return {
    size: bytes.length,
    read(into, position) {
      const found = bytes.subarray(position, position + into.length);
      into.set(found);
      return found.length;
    },
    close: () => {},
  };
}

const open = (path: string): number => named(path, () => openSync(path, "r"));

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a folder",
  EACCES: "permission denied",
  Z_BUF_ERROR: "the gzipped file is cut off",
  Z_DATA_ERROR: "the gzipped file is corrupt",
};

/** Errors of the system and of zlib, said about the file. */
function named<T>(path: string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    const { code = "", message } = error as NodeJS.ErrnoException;
    throw new Error(`${path} cannot be read: ${reasons[code] ?? message}`, { cause: error });
  }
}
