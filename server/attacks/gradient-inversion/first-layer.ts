/** The dense layer that images enter. @module */
import type { Network } from "../../../shared/tensor/network.js";
import { blockOf } from "../../../shared/tensor/param-vector.js";
import type { ParamBlock } from "../../../shared/tensor/param-vector.js";
import { ImpossibleCombination } from "../../../shared/plugins/plugin.js";

/** The parts of an update that belong to the first layer with weights, and to the last layer's bias. */
export class FirstLayer {
  /** inputs, pixels of an image */
  readonly n: number;
  /** units */
  readonly m: number;
  /** whether it is the last layer as well */
  readonly isLast: boolean;
  readonly #kernel: ParamBlock;
  readonly #bias: ParamBlock;
  readonly #lastBias: ParamBlock;

  /** @throws {ImpossibleCombination} when images do not enter a dense layer as they are */
  constructor(network: Network) {
    const index = network.layers.findIndex(({ parameters }) => parameters.length > 0);
    const before = network.layers.slice(0, index).filter(({ kind }) => kind !== "flatten");
    const odd = before[0] ?? network.layers.find(({ parameters, kind }) => parameters.length > 0 && kind !== "dense");
    if (odd !== undefined || index < 0) {
      throw new ImpossibleCombination(
        `gradient-inversion reads images off a dense layer that they enter as they are; this model has a ${odd?.kind} layer`,
        { hint: "use a model of dense layers, such as mlp or softmax" },
      );
    }
    [this.#kernel, this.#bias] = network.layout;
    this.#lastBias = network.layout[network.layout.length - 1];
    [this.n, this.m] = this.#kernel.shape;
    this.isLast = network.layout.length === 2;
  }

  /** [n, m], a view */
  kernel(update: Float32Array): Float32Array {
    return blockOf(update, this.#kernel);
  }

  /** [m], a view */
  bias(update: Float32Array): Float32Array {
    return blockOf(update, this.#bias);
  }

  /** [classes], a view */
  lastBias(update: Float32Array): Float32Array {
    return blockOf(update, this.#lastBias);
  }
}
