import { expect, test } from "vitest";
import { npy } from "./npy.js";

// numpy.save of numpy.array([[1, -2, 0.5], [0, 3, 4]], dtype="<f4"), numpy 2.4
const dictionary = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }";
const header = Buffer.from(`${dictionary.padEnd(117)}\n`).toString("hex");
const golden = `934e554d505901007600${header}0000803f000000c00000003f000000000000404000008040`;

test("is byte for byte what numpy writes", () => {
  const bytes = npy(Float32Array.of(1, -2, 0.5, 0, 3, 4), [2, 3]);
  expect(Buffer.from(bytes).toString("hex")).toBe(golden);
});

test("one dimension is a tuple of one; integers are int32", () => {
  const bytes = npy(Int32Array.of(7), [1]);
  expect(Buffer.from(bytes).toString("latin1")).toContain("{'descr': '<i4', 'fortran_order': False, 'shape': (1,), }");
  expect([...bytes.subarray(-4)]).toEqual([7, 0, 0, 0]);
});

test("refuses a shape that does not fit", () => {
  expect(() => npy(new Float32Array(3), [2, 2])).toThrow("shape [2,2] holds 4 values, not 3");
});
