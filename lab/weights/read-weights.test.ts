import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { layoutOf } from "../../shared/tensor/param-vector.js";
import { npy } from "../runs/npy.js";
import { readWeights } from "./read-weights.js";
import { writeSafetensors } from "./safetensors.js";

// test/golden/weights/README.md says what made the files
const golden = (name: string) => `test/golden/weights/${name}`;
const layout = layoutOf([
  { name: "dense-1/kernel", shape: [3, 2] },
  { name: "dense-1/bias", shape: [2] },
]);
const values = Float32Array.of(0.1, -0.2, 3.5, 1e-30, -7.25, 123456.789, 0.5, -0.5);

const folder = mkdtempSync(join(tmpdir(), "fedleak-weights-"));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, bytes: Uint8Array | string): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

/** A .safetensors file with any header. */
function withHeader(name: string, header: unknown, data = new Uint8Array(32)): string {
  const text = Buffer.from(typeof header === "string" ? header : JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return write(name, Buffer.concat([length, text, data]));
}

test.each(["flat.npy", "blocks.safetensors", "flat.safetensors"])("reads %s as Python wrote it", (name) => {
  expect(readWeights(golden(name), layout)).toEqual(values);
});

test("reads back what is written, bit for bit", () => {
  const odd = Float32Array.of(-0, 1e-45, 3.4028235e38, 1 / 3, -1, 2, 7e-39, 0);
  const bits = (weights: Float32Array) => [...new Uint32Array(weights.slice().buffer)];
  expect(bits(readWeights(write("w.npy", npy(odd, [8])), layout))).toEqual(bits(odd));
  expect(bits(readWeights(write("w.safetensors", writeSafetensors(odd, layout)), layout))).toEqual(bits(odd));
});

test("reads the later versions of the npy format, whose header has a longer length", () => {
  const one = readFileSync(golden("flat.npy"));
  const two = Buffer.concat([one.subarray(0, 10), Buffer.alloc(2), one.subarray(10)]);
  two[6] = 2;
  expect(readWeights(write("two.npy", two), layout)).toEqual(values);
});

test("a single tensor may stand for a single block, by its name", () => {
  const one = layoutOf([{ name: "dense-1/kernel", shape: [4, 2] }]);
  expect(readWeights(write("one.safetensors", writeSafetensors(values, one)), one)).toEqual(values);
});

describe("says what it found, and what is allowed", () => {
  const kernel = { dtype: "F32", shape: [3, 2], data_offsets: [0, 24] };
  const bias = { dtype: "F32", shape: [2], data_offsets: [24, 32] };
  const flat = readFileSync(golden("flat.npy"));
  const blocks = readFileSync(golden("blocks.safetensors"));

  test.each([
    ["float64", golden("flat-f8.npy"), "it holds numbers of dtype <f8, must be <f4"],
    ["a table", golden("table.npy"), "it has shape [4, 2], the model has parameters [8]"],
    ["Fortran order", golden("fortran.npy"), "it is in Fortran order, must be in C order"],
    ["an npy cut off", write("cut.npy", flat.subarray(0, -1)), "it has 31 bytes of numbers, its header promises 32"],
    [
      "an npy too long",
      write("long.npy", Buffer.concat([flat, flat])),
      "it has 192 bytes of numbers, its header promises 32",
    ],
    ["an npy cut in its header", write("header.npy", flat.subarray(0, 40)), "does not say dtype, order and shape"],
    ["a pickle", write("pickle.npy", "cos\nsystem\n(S'ls'\ntR."), "does not start with \\x93NUMPY"],
    ["an empty npy", write("empty.npy", ""), "it is no .npy file"],
    [
      "records",
      write("records.npy", Buffer.from(flat.toString("latin1").replace("'<f4'", "[('a'"), "latin1")),
      "does not say dtype",
    ],
    ["half precision", golden("half.safetensors"), "tensor dense-1/kernel is of dtype F16, must be F32"],
    ["a transposed kernel", golden("transposed.safetensors"), "has shape [2, 3], must be [3, 2]: transpose it"],
    [
      "other names",
      withHeader("names.safetensors", { "dense-1/kernel": kernel, "dense-1/bais": bias }),
      "tensors missing: dense-1/bias; unexpected: dense-1/bais; the model has dense-1/kernel [3, 2], dense-1/bias [2]",
    ],
    [
      "a block alone",
      withHeader("alone.safetensors", { "dense-1/kernel": kernel }, new Uint8Array(24)),
      "missing: dense-1/bias; unexpected: none",
    ],
    [
      "a flat tensor too short",
      withHeader("flat.safetensors", { w: bias, x: kernel }),
      "tensors missing: dense-1/kernel, dense-1/bias; unexpected: w, x",
    ],
    [
      "one tensor of another shape",
      withHeader("other.safetensors", { w: kernel }, new Uint8Array(24)),
      "tensor w has shape [3, 2], the model has parameters [8]",
    ],
    [
      "no tensors",
      withHeader("none.safetensors", {}, new Uint8Array(0)),
      "tensors missing: dense-1/kernel, dense-1/bias; unexpected: none",
    ],
    ["data cut off", write("data.safetensors", blocks.subarray(0, -4)), "its tensors need 32 bytes, it has 28"],
    [
      "a header cut off",
      write("header.safetensors", blocks.subarray(0, 40)),
      "its header should have 168 bytes, the file has 40",
    ],
    ["a few bytes", write("few.safetensors", "abc"), "it has 3 bytes, a .safetensors file has 8 or more"],
    ["no JSON", withHeader("json.safetensors", "{'a': 1}"), "its header is not a JSON object"],
    ["a list", withHeader("list.safetensors", "[1]"), "its header is not a JSON object"],
    [
      "an entry without offsets",
      withHeader("entry.safetensors", { w: { dtype: "F32", shape: [8] } }),
      "does not say dtype, shape and data_offsets of tensor w",
    ],
    [
      "a tensor longer than its shape",
      withHeader("size.safetensors", { w: { ...kernel, data_offsets: [0, 32] } }),
      "tensor w has 32 bytes, its shape needs 24",
    ],
    [
      "tensors that overlap",
      withHeader("overlap.safetensors", { w: kernel, x: { ...bias, data_offsets: [16, 24] } }),
      "tensor x starts at byte 16, the one before it ends at 24",
    ],
    ["another format", write("weights.pt", "PK"), "it ends in .pt, must end in .npy or .safetensors"],
    ["no file", join(folder, "absent.npy"), "there is no such file"],
  ])("%s", (_, file, message) => {
    expect(() => readWeights(file, layout)).toThrow(message);
    expect(() => readWeights(file, layout)).toThrow(`${file} cannot be read as weights`);
  });

  test.each([NaN, Infinity, -Infinity])("a weight that is %d", (weight) => {
    const broken = values.slice();
    broken[6] = weight;
    const message = `weight 6 (in dense-1/bias) is ${weight}, must be a finite number`;
    expect(() => readWeights(write("broken.npy", npy(broken, [8])), layout)).toThrow(message);
    const file = write("broken.safetensors", writeSafetensors(broken, layout));
    expect(() => readWeights(file, layout)).toThrow(message);
  });
});

describe("writeSafetensors", () => {
  test("writes what Python's safetensors reads: an aligned header in the order of the layout, then the numbers", () => {
    const bytes = Buffer.from(writeSafetensors(values, layout));
    const headerBytes = Number(bytes.readBigUInt64LE());
    expect(headerBytes % 8).toBe(0);
    expect(
      bytes
        .subarray(8, 8 + headerBytes)
        .toString()
        .trimEnd(),
    ).toBe(
      '{"dense-1/kernel":{"dtype":"F32","shape":[3,2],"data_offsets":[0,24]},' +
        '"dense-1/bias":{"dtype":"F32","shape":[2],"data_offsets":[24,32]}}',
    );
    expect(bytes.subarray(8 + headerBytes)).toEqual(readFileSync(golden("flat.npy")).subarray(-32));
  });

  test("takes a view into a longer vector", () => {
    const longer = Float32Array.of(9, ...values, 9);
    expect(writeSafetensors(longer.subarray(1, 9), layout)).toEqual(writeSafetensors(values, layout));
  });

  test("refuses weights of another model", () => {
    expect(() => writeSafetensors(values.subarray(1), layout)).toThrow("the layout has 8 parameters, not 7");
  });
});
