import { describe, expect, test } from "vitest";
import { logGamma } from "../../numeric/log-gamma.js";
import { RngStream } from "../../random/rng-stream.js";
import { encodeDense, encodeSparse } from "./encode.js";
import { wireBytes, wireVector } from "./wire-vector.js";

const float32 = (...values: number[]) => ({
  coding: "float32",
  bytes: new Uint8Array(Float32Array.from(values).buffer),
});

describe("by hand", () => {
  const values = Float32Array.from({ length: 2000 }, (_, i) => i + 0.5);
  const sparse = (...indices: number[]) => encodeSparse(values, Int32Array.from(indices));

  test("a gap of 1 is 0, 128 takes one byte, 129 two, and 300 after the rest is LEB128 of 299", () => {
    expect(sparse(0, 128, 257, 557)).toEqual({
      form: "delta-varint",
      indices: Uint8Array.of(0x00, 0x7f, 0x80, 0x01, 0xab, 0x02),
      values: float32(0.5, 128.5, 257.5, 557.5),
    });
  });

  test("the first gap starts before the first coordinate", () => {
    expect(sparse(300)).toMatchObject({ indices: Uint8Array.of(0xac, 0x02) });
    expect(sparse()).toEqual({ form: "delta-varint", indices: new Uint8Array(0), values: float32() });
  });

  test("a bitmap has coordinate 0 in the lowest bit of its first byte", () => {
    expect(encodeSparse(values.subarray(0, 10), Int32Array.of(0, 3, 9))).toEqual({
      form: "bitmap",
      indices: Uint8Array.of(0b0000_1001, 0b10),
      values: float32(0.5, 3.5, 9.5),
    });
  });

  test("few distinct values make a palette in order of first use; 0 and -0 are two", () => {
    const few = Float32Array.of(2, -0, 2, 0, 2, 2, -0, 2, 2);
    expect(encodeDense(few)).toEqual({
      form: "dense",
      values: {
        coding: "palette",
        palette: float32(2, -0, 0).bytes,
        // two bits each: 0 1 0 2, 0 0 1 0, 0
        bytes: Uint8Array.of(0b10_00_01_00, 0b00_01_00_00, 0),
      },
    });
  });

  test("one value needs its palette alone", () => {
    const zeros = encodeDense(new Float32Array(1000));
    expect(zeros.values).toEqual({ coding: "palette", palette: new Uint8Array(4), bytes: new Uint8Array(0) });
    expect(wireBytes(zeros)).toBe(4);
  });
});

test("256 distinct values make a palette, 257 and a palette that saves nothing do not", () => {
  const distinct = (count: number, length: number) => Float32Array.from({ length }, (_, i) => (i % count) / 7);
  expect(encodeDense(distinct(256, 10_000)).values).toMatchObject({ coding: "palette" });
  expect(wireBytes(encodeDense(distinct(256, 10_000)))).toBe(1024 + 10_000);
  expect(encodeDense(distinct(257, 10_000)).values).toMatchObject({ coding: "float32" });
  expect(encodeDense(distinct(5, 5)).values).toMatchObject({ coding: "float32" });
});

test("dense float32 bytes are a view", () => {
  const values = Float32Array.from({ length: 300 }, (_, i) => i);
  expect(encodeDense(values).values.bytes.buffer).toBe(values.buffer);
});

test("selected zeros travel, and only all coordinates make a dense vector", () => {
  const values = Float32Array.of(0, 7, 0, 0, 0, 0, 0, 0, 0);
  expect(encodeSparse(values, Int32Array.of(0, 1))).toMatchObject({ form: "bitmap", values: float32(0, 7) });
  const all = Int32Array.from(values.keys());
  expect(encodeSparse(values, all.subarray(1)).form).toBe("bitmap");
  expect(encodeSparse(values, all)).toEqual(encodeDense(values));
});

test.each([[[1, 1]], [[2, 1]], [[-1]], [[0, 3]]])("refuses the indices %j of 3", (indices) => {
  expect(() => encodeSparse(new Float32Array(3), Int32Array.from(indices))).toThrow(
    /must ascend in \[0, 3\), each once/,
  );
});

describe.each([105_506, 140_106])("%d parameters", (parameters) => {
  const values = new Float32Array(parameters);
  RngStream.fromSeed(3).fillGaussian(values, 0.01);

  test.each([0.001, 0.01, 0.1, 0.5, 0.9])("a share of %d takes at most 1.15 times what it must", (fraction) => {
    const count = Math.floor(fraction * parameters);
    const indices = RngStream.fromSeed(4).sampleWithoutReplacement(parameters, count).sort();
    const logChoose = logGamma(parameters + 1) - logGamma(count + 1) - logGamma(parameters - count + 1);
    const entropyBytes = logChoose / Math.LN2 / 8;
    const wire = encodeSparse(values, indices);
    expect(wireVector.safeParse(wire).success).toBe(true);
    const ratio = wireBytes(wire) / (entropyBytes + 4 * count);
    expect(ratio).toBeGreaterThan(1);
    expect(ratio).toBeLessThanOrEqual(1.15);
  });

  test("around where they meet, the smaller index coding is taken", () => {
    for (const fraction of [0.11, 0.12, 0.125, 0.13, 0.14]) {
      const count = Math.floor(fraction * parameters);
      const indices = RngStream.fromSeed(5).sampleWithoutReplacement(parameters, count).sort();
      let varintBytes = 0;
      indices.forEach((index, i) => (varintBytes += index - (indices[i - 1] ?? -1) > 128 ? 2 : 1));
      const indexBytes = wireBytes(encodeSparse(values, indices)) - 4 * count;
      expect(indexBytes).toBe(Math.min(varintBytes, Math.ceil(parameters / 8)));
    }
  });
});
