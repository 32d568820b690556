import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeVector } from "./decode.js";
import { encodeDense, encodeSparse } from "./encode.js";
import { packVector, unpackVector } from "./pack.js";
import { wireVector } from "./wire-vector.js";

test("is plain msgpack", () => {
  const text = (word: string) => Buffer.concat([Buffer.of(0xa0 | word.length), Buffer.from(word)]);
  const mapOfTwo = Buffer.of(0xde, 0, 2);
  const expected = Buffer.concat([
    ...[mapOfTwo, text("form"), text("dense"), text("values"), mapOfTwo],
    ...[text("coding"), text("float32"), text("bytes"), Buffer.of(0xc4, 8, 0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0)],
  ]);
  expect([...packVector(encodeDense(Float32Array.of(1, -2)))]).toEqual([...expected]);
});

test("what was packed passes the schema and decodes to the same vector", () => {
  const values = Float32Array.from({ length: 999 }, (_, i) => Math.sin(i));
  const indices = Int32Array.from({ length: 91 }, (_, i) => 11 * i);
  const unpacked = wireVector.parse(unpackVector(packVector(encodeSparse(values, indices))));
  const expected = values.map((value, i) => (i % 11 === 0 ? value : 0));
  expect(decodeVector(unpacked, 999)).toEqual({ ok: true, values: expected, indices });
});

test("other bytes never throw, and what comes of them does not pass the schema", () => {
  const refused = (bytes: Uint8Array) => {
    expect(wireVector.safeParse(unpackVector(bytes)).success).toBe(false);
  };
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), refused), { seed: 1, numRuns: 2000 });
  const packed = packVector(encodeDense(Float32Array.of(1, 2)));
  for (let end = 0; end < packed.length; end++) refused(packed.subarray(0, end));
  refused(Uint8Array.of(...packed, 0));
  // an array of 2^32 - 1 elements, and 10,000 arrays in one another
  refused(Uint8Array.of(0xdd, 255, 255, 255, 255));
  refused(new Uint8Array(10_000).fill(0x91));
});
