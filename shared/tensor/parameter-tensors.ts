/** Flat vectors of parameters as the tensors that layers take. @module */
import { tensor } from "@tensorflow/tfjs-core";
import type { Tensor } from "@tensorflow/tfjs-core";
import type { LayerStack } from "./layer-stack.js";
import { blockOf, parameterCount } from "./param-vector.js";
import type { ParamBlock } from "./param-vector.js";

/**
 * The tensors of each layer, with a leading axis of groups where every group has parameters of its own.
 * @param values [P], or [K, P] for K groups
 * @throws {RangeError} on another length
 */
export function parameterTensors(stack: LayerStack, values: Float32Array, groups = 1): Tensor[][] {
  const count = parameterCount(stack.layout);
  const own = groups > 1 && values.length === groups * count;
  if (values.length !== count && !own) {
    const allowed = groups > 1 ? `, or ${groups * count} for ${groups} groups with their own` : "";
    throw new RangeError(`${values.length} weights were given, the network has ${count} parameters${allowed}`);
  }
  let index = 0;
  return stack.layers.map((layer) =>
    layer.parameters.map(({ shape }) => {
      const block = stack.layout[index++];
      return own
        ? tensor(blocksOf(values, block, groups), [groups, ...shape])
        : tensor(blockOf(values, block), [...shape]);
    }),
  );
}

/** The block of every group, one after another. */
function blocksOf(values: Float32Array, { offset, size }: ParamBlock, groups: number): Float32Array {
  const stride = values.length / groups;
  const blocks = new Float32Array(groups * size);
  for (let k = 0; k < groups; k++) {
    const start = k * stride + offset;
    blocks.set(values.subarray(start, start + size), k * size);
  }
  return blocks;
}
