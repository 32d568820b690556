/** The global weights, as far as anybody's downloads have shown them. @module */
import { decodeVector } from "../../shared/protocol/vector/decode.js";
import type { WireVector } from "../../shared/protocol/vector/wire-vector.js";

/** [P]; decoded when it is asked for, once, and never changed */
export type Weights = () => Float32Array;

export class SeenWeights {
  readonly #parameters: number;
  #latest: Weights | undefined;

  constructor(parameters: number) {
    this.#parameters = parameters;
  }

  /**
   * What a download shows: all weights, or some of them over those that were seen last of the others. Participants who
   * download a part start from weights of their own elsewhere, which nobody but them knows.
   * @throws {Error} when it does not hold such weights, or a part of weights that were never seen whole
   */
  add(wire: WireVector): Weights {
    if (wire.form === "dense") {
      let known: Float32Array | undefined;
      this.#latest = () => (known ??= this.#decode(wire).values);
    } else {
      const values = this.#before().slice();
      const { values: sent, indices = [] } = this.#decode(wire);
      for (const index of indices) values[index] = sent[index];
      this.#latest = () => values;
    }
    return this.#latest;
  }

  #before(): Float32Array {
    if (this.#latest === undefined) throw new Error("a part of the weights was downloaded before all of them were");
    return this.#latest();
  }

  #decode(wire: WireVector): { values: Float32Array; indices: Int32Array | undefined } {
    const decoded = decodeVector(wire, this.#parameters);
    if (!decoded.ok) throw new Error(`weights were downloaded that are ${decoded.code}: ${decoded.reason}`);
    return decoded;
  }
}
