import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeVector } from "./decode.js";
import { encodeDense, encodeSparse } from "./encode.js";
import { wireVector, type WireVector } from "./wire-vector.js";

const bitsOf = (values: Float32Array) => [...new Uint32Array(values.slice().buffer)];

/** Vectors of finite values, some of few distinct ones, and some of their coordinates. */
const finite = fc.float({ noNaN: true, noDefaultInfinity: true });
const few = fc.constantFrom(0, -0, 1.5, -3, 2 ** -149, 2 ** 127);
const vector = fc.oneof(fc.array(finite, { maxLength: 400 }), fc.array(few, { maxLength: 400 }));
const sparse = vector.chain((values) =>
  fc.record({
    values: fc.constant(Float32Array.from(values)),
    indices: fc.subarray([...values.keys()]).map((indices) => Int32Array.from(indices)),
  }),
);

describe("what was encoded comes back bit for bit", () => {
  test("dense", () => {
    fc.assert(
      fc.property(vector, (values) => {
        const sent = Float32Array.from(values);
        const decoded = decodeVector(encodeDense(sent), sent.length);
        expect(decoded).toMatchObject({ ok: true, indices: undefined });
        if (decoded.ok) expect(bitsOf(decoded.values)).toEqual(bitsOf(sent));
      }),
      { seed: 1 },
    );
  });

  test("sparse, and zero everywhere else", () => {
    fc.assert(
      fc.property(sparse, ({ values, indices }) => {
        const decoded = decodeVector(encodeSparse(values, indices), values.length);
        if (!decoded.ok) throw new Error(decoded.reason);
        expect(decoded.indices).toEqual(indices.length === values.length ? undefined : indices);
        const selected = new Set(indices);
        expect(bitsOf(decoded.values)).toEqual(bitsOf(values).map((bits, i) => (selected.has(i) ? bits : 0)));
      }),
      { seed: 2 },
    );
  });

  test("wherever the bytes lie in a received message, and as a copy", () => {
    const message = new Uint8Array(13);
    message.set(new Uint8Array(Float32Array.of(1, -2, 3).buffer), 1);
    const bytes = message.subarray(1);
    const decoded = decodeVector({ form: "dense", values: { coding: "float32", bytes } }, 3);
    message.fill(0);
    expect(decoded).toEqual({ ok: true, values: Float32Array.of(1, -2, 3), indices: undefined });
  });
});

const bytes = (...numbers: number[]) => Uint8Array.from(numbers);
const float32 = (...values: number[]) => ({
  coding: "float32" as const,
  bytes: new Uint8Array(Float32Array.from(values).buffer),
});
const palette = (colours: number, ...packed: number[]) => ({
  coding: "palette" as const,
  palette: new Uint8Array(Float32Array.from({ length: colours }, (_, i) => i).buffer),
  bytes: bytes(...packed),
});
const bitmap = (indices: Uint8Array, values: WireVector["values"]) => ({ form: "bitmap" as const, indices, values });
const varint = (indices: Uint8Array, values: WireVector["values"]) => ({
  form: "delta-varint" as const,
  indices,
  values,
});
const dense = (values: WireVector["values"]) => ({ form: "dense" as const, values });

const ones = (count: number) => float32(...new Array<number>(count).fill(1));

const faults: [string, WireVector, string, string][] = [
  ["too few values", dense(ones(11)), "wrong-length", "44 bytes, expected 48 (12 float32 values)"],
  ["too many values", dense(ones(13)), "wrong-length", "52 bytes, expected 48"],
  ["half a value", dense({ coding: "float32", bytes: new Uint8Array(47) }), "wrong-length", "47 bytes"],
  ["a NaN", dense(float32(...ones(12).bytes.fill(0).subarray(0, 11), NaN)), "not-finite", "value 11 is NaN"],
  ["an infinite value", varint(bytes(2, 1), float32(1, -Infinity)), "not-finite", "value 4 is -Infinity"],
  ["a value too many for the indices", varint(bytes(2, 1), ones(3)), "wrong-length", "expected 8 (2 float32 values)"],
  ["a short bitmap", bitmap(bytes(1), ones(1)), "wrong-length", "a bitmap of 1 bytes, expected 2"],
  ["a long bitmap", bitmap(bytes(1, 0, 0), ones(1)), "wrong-length", "a bitmap of 3 bytes, expected 2"],
  ["a bit beyond P", bitmap(bytes(0, 0b1_0000), ones(1)), "malformed", "beyond the last, 11"],
  ["a coordinate beyond P", varint(bytes(5, 6), ones(2)), "malformed", "coordinate 12, the last is 11"],
  ["more coordinates than P", varint(new Uint8Array(13), ones(13)), "malformed", "13 coordinates of 12 parameters"],
  ["a gap cut off", varint(bytes(1, 0x81), ones(1)), "malformed", "ends in the middle of a gap"],
  ["a gap coded too long", varint(bytes(1, 0x81, 0), ones(2)), "malformed", "gap 1 of the index set takes 2 bytes"],
  ["a gap without end", varint(new Uint8Array(999).fill(0x80).with(998, 1), ones(1)), "malformed", "takes 999 bytes"],
  ["a gap over 2^31", varint(bytes(255, 255, 255, 255, 127), ones(1)), "malformed", "coordinate 34359738367"],
  ["no palette", dense(palette(0)), "malformed", "a palette of 0 bytes, expected 1 to 256 float32 values"],
  ["a palette too large", dense(palette(257, ...new Uint8Array(14))), "malformed", "a palette of 1028 bytes"],
  [
    "half a palette entry",
    dense({ coding: "palette", palette: new Uint8Array(5), bytes: bytes(0, 0) }),
    "malformed",
    "a palette of 5 bytes",
  ],
  ["too few palette indices", dense(palette(3, 0, 0)), "wrong-length", "expected 3 (12 palette indices of 2 bits)"],
  ["too many palette indices", dense(palette(3, 0, 0, 0, 0)), "wrong-length", "4 bytes, expected 3"],
  ["a palette index too large", dense(palette(3, 0, 0b11_00, 0)), "malformed", "value 5 has palette index 3"],
  ["bits after the palette indices", dense(palette(2, 0, 0b1_0000)), "malformed", "bits are set after"],
  [
    "a palette entry that is not finite",
    dense({ ...palette(2, 0, 0b100), palette: float32(0, NaN).bytes }),
    "not-finite",
    "value 10 is NaN",
  ],
];

test.each(faults)("%s is refused", (_, wire, code, reason) => {
  expect(wireVector.safeParse(wire).success).toBe(true);
  const decoded = decodeVector(wire, 12);
  expect(decoded).toMatchObject({ ok: false, code });
  expect(decoded.ok ? "" : decoded.reason).toContain(reason);
});

describe("hostile bytes", () => {
  const anyBytes = fc.uint8Array({ maxLength: 64 });
  const anyValues = fc.oneof(
    fc.record({ coding: fc.constant("float32" as const), bytes: anyBytes }),
    fc.record({ coding: fc.constant("palette" as const), palette: anyBytes, bytes: anyBytes }),
  );
  const anyWire = fc.oneof(
    fc.record({ form: fc.constant("dense" as const), values: anyValues }),
    fc.record({
      form: fc.constantFrom("bitmap" as const, "delta-varint" as const),
      indices: anyBytes,
      values: anyValues,
    }),
  );

  /** Either refused, or a finite vector that keeps to what was sent and encodes to itself. */
  function expectSound(wire: WireVector, parameters: number): void {
    const decoded = decodeVector(wire, parameters);
    if (!decoded.ok) {
      expect(decoded.reason).not.toBe("");
      return;
    }
    const { values, indices = Int32Array.from({ length: parameters }, (_, i) => i) } = decoded;
    expect(values).toHaveLength(parameters);
    expect(values.every(Number.isFinite)).toBe(true);
    expect(decodeVector(encodeSparse(values, indices), parameters)).toMatchObject({ ok: true, values });
  }

  test("random messages", () => {
    fc.assert(fc.property(anyWire, fc.integer({ min: 1, max: 600 }), expectSound), { seed: 3, numRuns: 2000 });
  });

  test("true messages with one byte changed, dropped or added", () => {
    const change = fc.record({ kind: fc.constantFrom("set", "drop", "add"), at: fc.nat(), byte: fc.nat(255) });
    fc.assert(
      fc.property(sparse, fc.constantFrom("indices", "bytes", "palette"), change, ({ values, indices }, part, edit) => {
        fc.pre(values.length > 0);
        const wire = encodeSparse(values, indices);
        const edited = (from: Uint8Array) => {
          const at = edit.at % (from.length + 1);
          const [before, after] = [from.subarray(0, at), from.subarray(edit.kind === "add" ? at : at + 1)];
          return bytes(...before, ...(edit.kind === "drop" ? [] : [edit.byte]), ...after);
        };
        if (part === "indices" && wire.form !== "dense") wire.indices = edited(wire.indices);
        if (part === "bytes") wire.values.bytes = edited(wire.values.bytes);
        if (part === "palette" && wire.values.coding === "palette") wire.values.palette = edited(wire.values.palette);
        expectSound(wire, values.length);
      }),
      { seed: 4, numRuns: 1000 },
    );
  });
});
