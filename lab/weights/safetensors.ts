/** The safetensors format: a JSON header that names tensors, then their bytes. @module */
import { z } from "zod";
import type { ParamLayout } from "../../shared/tensor/param-vector.js";
import { parameterCount } from "../../shared/tensor/param-vector.js";
import { floatsOf } from "./named-tensor.js";
import type { NamedTensor } from "./named-tensor.js";

const side = z.int().min(0);

const entrySchema = z.object({ dtype: z.string(), shape: z.array(side), data_offsets: z.tuple([side, side]) });

const headerSchema = z.record(z.string(), z.unknown());

type Entry = z.output<typeof entrySchema> & { readonly name: string };

/** The format's own limit. */
const maxHeaderBytes = 100_000_000;

/**
 * Reads the bytes of a .safetensors file of float32 tensors.
 * @see https://github.com/huggingface/safetensors#format
 * @throws {Error} saying what was found instead
 */
export function readSafetensors(bytes: Uint8Array): readonly NamedTensor[] {
  if (bytes.length < 8) throw new Error(`it has ${bytes.length} bytes, a .safetensors file has 8 or more`);
  const headerBytes = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  if (headerBytes > maxHeaderBytes || 8 + headerBytes > bytes.length) {
    throw new Error(
      `its header should have ${headerBytes} bytes, the file has ${bytes.length}: it is cut off or of another kind`,
    );
  }
  const entries = readHeader(new TextDecoder().decode(bytes.subarray(8, 8 + headerBytes)));
  const data = bytes.subarray(8 + headerBytes);
  checkPlaces(entries, data.length);
  return entries.map(({ name, shape, data_offsets: [begin, end] }) => ({
    name,
    shape,
    values: floatsOf(data.subarray(begin, end)),
  }));
}

function readHeader(text: string): readonly Entry[] {
  const header = headerSchema.safeParse(parseJson(text));
  if (!header.success) throw new Error("its header is not a JSON object: it is no .safetensors file");
  const { __metadata__, ...tensors } = header.data;
  return Object.entries(tensors).map(([name, value]) => {
    const entry = entrySchema.safeParse(value);
    if (!entry.success) throw new Error(`its header does not say dtype, shape and data_offsets of tensor ${name}`);
    if (entry.data.dtype !== "F32") throw new Error(`tensor ${name} is of dtype ${entry.data.dtype}, must be F32`);
    return { name, ...entry.data };
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Tensors lie one after another and take up all the data. */
function checkPlaces(entries: readonly Entry[], dataBytes: number): void {
  let next = 0;
  for (const { name, shape, data_offsets } of [...entries].sort((a, b) => a.data_offsets[0] - b.data_offsets[0])) {
    const [begin, end] = data_offsets;
    const expected = 4 * shape.reduce((product, length) => product * length, 1);
    if (end - begin !== expected) {
      throw new Error(`tensor ${name} has ${end - begin} bytes, its shape needs ${expected}`);
    }
    if (begin !== next) throw new Error(`tensor ${name} starts at byte ${begin}, the one before it ends at ${next}`);
    next = end;
  }
  if (next !== dataBytes)
    throw new Error(`its tensors need ${next} bytes, it has ${dataBytes}: it is cut off or corrupt`);
}

/**
 * `weights` [P] as the bytes of a .safetensors file, one tensor a block of `layout`.
 * @throws {RangeError} when they are not as many as the layout has
 */
export function writeSafetensors(weights: Float32Array, layout: ParamLayout): Uint8Array {
  const expected = parameterCount(layout);
  if (weights.length !== expected) throw new RangeError(`the layout has ${expected} parameters, not ${weights.length}`);
  const header = Object.fromEntries(
    layout.map(({ name, shape, offset, size }) => [
      name,
      { dtype: "F32", shape, data_offsets: [4 * offset, 4 * (offset + size)] },
    ]),
  );
  const text = new TextEncoder().encode(JSON.stringify(header));
  // filled up with blanks, so that the numbers are aligned
  const headerBytes = 8 * Math.ceil(text.length / 8);
  const bytes = new Uint8Array(8 + headerBytes + weights.byteLength);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerBytes), true);
  bytes.fill(0x20, 8, 8 + headerBytes);
  bytes.set(text, 8);
  bytes.set(new Uint8Array(weights.buffer, weights.byteOffset, weights.byteLength), 8 + headerBytes);
  return bytes;
}
