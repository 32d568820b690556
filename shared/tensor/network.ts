/** A network: layers one after another, ending in one logit a class, trained by softmax cross-entropy. @module */
import { LayerStack } from "./layer-stack.js";
import type { Layer } from "./layers/layer.js";

export class Network extends LayerStack {
  /** logits an example */
  readonly classes: number;

  /** @throws {RangeError} when the shapes of neighbouring layers differ, or the last one does not give a vector of logits */
  constructor(layers: readonly Layer[]) {
    super(layers);
    const [classes, ...rest] = this.outputShape;
    if (classes === undefined || rest.length > 0) {
      throw new RangeError(`the last layer must give one logit a class, a shape [classes], not [${this.outputShape}]`);
    }
    this.classes = classes;
  }
}
