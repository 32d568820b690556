import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { firstBytes, isGzip, openBytes, readBytes } from "./bytes.js";

const folder = mkdtempSync(join(tmpdir(), "fedleak-bytes-"));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

/** 300,000 bytes that do not compress away */
const content = Uint8Array.from({ length: 300_000 }, (_, i) => (i * i * 31 + (i >> 3)) & 0xff);
const packed = gzipSync(content);

describe.each([
  ["plain", write("plain", content), false],
  ["gzipped", write("packed.gz", packed), true],
  ["gzipped under a plain name", write("packed", packed), true],
  ["gzipped with a file name inside", write("named.gz", withName(packed, "n".repeat(200))), true],
  ["plain under a gzipped name", write("plain.gz", content), false],
])("%s", (_, path, gzipped) => {
  test("gives the same bytes whole, from the start, and from the middle", () => {
    expect(isGzip(path)).toBe(gzipped);
    expect(Buffer.compare(readBytes(path), content)).toBe(0);
    expect([...firstBytes(path, 20)]).toEqual([...content.subarray(0, 20)]);
    const bytes = openBytes(path);
    const middle = new Uint8Array(10);
    expect([bytes.size, bytes.read(middle, 299_995)]).toEqual([300_000, 5]);
    expect([...middle]).toEqual([...content.subarray(299_995), 0, 0, 0, 0, 0]);
    bytes.close();
  });
});

test("files shorter than what is asked for", () => {
  expect(firstBytes(write("empty", new Uint8Array()), 20)).toHaveLength(0);
  expect([...firstBytes(write("two.gz", gzipSync(Uint8Array.of(1, 2))), 20)]).toEqual([1, 2]);
});

test.each([
  ["absent", join(folder, "absent"), "there is no such file"],
  ["cut off", write("cut.gz", packed.subarray(0, -100)), "the gzipped file is cut off"],
  ["corrupt", write("corrupt.gz", withBit(packed, packed.length - 6)), "the gzipped file is corrupt"],
])("a file that is %s", (_, path, message) => {
  expect(() => readBytes(path)).toThrow(`${path} cannot be read: ${message}`);
});

test("a folder", () => {
  mkdirSync(join(folder, "inner"));
  expect(() => readBytes(join(folder, "inner"))).toThrow("cannot be read: it is a folder");
  expect(() => firstBytes(join(folder, "inner"), 4)).toThrow("cannot be read: it is a folder");
});

/** The checksum is among the last eight bytes. */
function withBit(bytes: Uint8Array, at: number): Uint8Array {
  const changed = Uint8Array.from(bytes);
  changed[at] ^= 1;
  return changed;
}

/** RFC 1952: flag 8 says that a name ended by zero follows the first ten bytes, as the gzip command writes it. */
function withName(bytes: Uint8Array, name: string): Uint8Array {
  const head = Uint8Array.from(bytes.subarray(0, 10));
  head[3] |= 8;
  return Buffer.concat([head, Buffer.from(`${name}\0`), bytes.subarray(10)]);
}
