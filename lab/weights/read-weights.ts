/** Weights of a model from a file. @module */
import { readFileSync } from "node:fs";
import { extname } from "node:path";
import { blockOf, parameterCount } from "../../shared/tensor/param-vector.js";
import type { ParamBlock, ParamLayout } from "../../shared/tensor/param-vector.js";
import { shapeText } from "./named-tensor.js";
import type { NamedTensor } from "./named-tensor.js";
import { readNpy } from "./read-npy.js";
import { readSafetensors } from "./safetensors.js";

/**
 * The weights [P] of a model with `layout`, from an .npy file of float32 numbers [P], or a .safetensors file with one
 * F32 tensor a block of the layout, of its name and shape, or a single one [P].
 * @throws {Error} naming the file, what was found in it, and what is allowed
 */
export function readWeights(file: string, layout: ParamLayout): Float32Array {
  try {
    const weights = decode(file, layout);
    checkFinite(weights, layout);
    return weights;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = code === "ENOENT" ? "there is no such file" : message;
    throw new Error(`${file} cannot be read as weights: ${reason}`, { cause: error });
  }
}

function decode(file: string, layout: ParamLayout): Float32Array {
  const extension = extname(file);
  if (extension === ".npy") {
    const { shape, values } = readNpy(readFileSync(file));
    return checkFlat("it", shape, values, layout);
  }
  if (extension === ".safetensors") return join(readSafetensors(readFileSync(file)), layout);
  throw new Error(`it ends in ${extension || "nothing"}, must end in .npy or .safetensors`);
}

/** The blocks of the layout, each from the tensor of its name; or the one tensor that has them all. */
function join(tensors: readonly NamedTensor[], layout: ParamLayout): Float32Array {
  const named = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  const [only] = tensors;
  if (tensors.length === 1 && !layout.some(({ name }) => name === only.name)) {
    return checkFlat(`tensor ${only.name}`, only.shape, only.values, layout);
  }
  checkNames(tensors, layout);
  const weights = new Float32Array(parameterCount(layout));
  for (const block of layout) {
    const tensor = named.get(block.name) as NamedTensor;
    checkShape(tensor, block);
    blockOf(weights, block).set(tensor.values);
  }
  return weights;
}

function checkFlat(what: string, shape: readonly number[], values: Float32Array, layout: ParamLayout): Float32Array {
  const expected = parameterCount(layout);
  if (shape.length === 1 && shape[0] === expected) return values;
  throw new Error(`${what} has shape ${shapeText(shape)}, the model has parameters ${shapeText([expected])}`);
}

function checkNames(tensors: readonly NamedTensor[], layout: ParamLayout): void {
  const found = tensors.map(({ name }) => name);
  const wanted = layout.map(({ name }) => name);
  const missing = wanted.filter((name) => !found.includes(name));
  const unexpected = found.filter((name) => !wanted.includes(name));
  if (missing.length === 0 && unexpected.length === 0) return;
  const list = (names: readonly string[]) => (names.length === 0 ? "none" : names.join(", "));
  throw new Error(
    `tensors missing: ${list(missing)}; unexpected: ${list(unexpected)}; ` +
      `the model has ${layout.map(({ name, shape }) => `${name} ${shapeText(shape)}`).join(", ")}`,
  );
}

function checkShape({ name, shape }: NamedTensor, block: ParamBlock): void {
  const [found, wanted] = [shapeText(shape), shapeText(block.shape)];
  if (found === wanted) return;
  const turned = shapeText([...shape].reverse()) === wanted ? ": transpose it" : "";
  throw new Error(`tensor ${name} has shape ${found}, must be ${wanted}${turned}`);
}

function checkFinite(weights: Float32Array, layout: ParamLayout): void {
  const at = weights.findIndex((weight) => !Number.isFinite(weight));
  if (at < 0) return;
  const block = layout.find(({ offset, size }) => at < offset + size);
  throw new Error(`weight ${at} (in ${block?.name}) is ${weights[at]}, must be a finite number`);
}
