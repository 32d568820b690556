/** Layers one after another, from inputs of one shape to outputs of another. @module */
import type { RngStream } from "../random/rng-stream.js";
import type { Layer } from "./layers/layer.js";
import { layoutOf, parameterCount } from "./param-vector.js";
import type { ParamLayout } from "./param-vector.js";

/** The weights live outside, as one flat vector in the order of `layout`. */
export class LayerStack {
  readonly layers: readonly Layer[];
  /** shape of one example going in */
  readonly inputShape: readonly number[];
  /** shape of one example coming out */
  readonly outputShape: readonly number[];
  /** blocks named kind-k/parameter, k counting the layers of that kind from 1: "dense-1/kernel", "dense-1/bias" */
  readonly layout: ParamLayout;

  /** @throws {RangeError} without layers, and when the shapes of neighbours differ */
  constructor(layers: readonly Layer[]) {
    const first = layers[0];
    const last = layers.at(-1);
    if (first === undefined || last === undefined) throw new RangeError("a network needs at least one layer");
    layers.slice(1).forEach((layer, index) => {
      const before = layers[index]?.outputShape ?? [];
      if (String(before) !== String(layer.inputShape)) {
        throw new RangeError(
          `layer ${index + 2} (${layer.kind}) takes [${layer.inputShape}], but layer ${index + 1} gives [${before}]`,
        );
      }
    });
    this.layers = layers;
    this.inputShape = first.inputShape;
    this.outputShape = last.outputShape;
    this.layout = layoutOf(namedBlocks(layers));
  }

  /** Whether it has a convolution, which decides what computes it fastest. */
  get isConvolutional(): boolean {
    return this.layers.some(({ kind }) => kind === "conv2d");
  }

  /** Fresh weights [P]; every layer draws from its own fork of `rng`. */
  initialise(rng: RngStream): Float32Array {
    const weights = new Float32Array(parameterCount(this.layout));
    const values = this.layers.flatMap((layer, index) => layer.initialise(rng.fork("layer", index)));
    this.layout.forEach((block, index) => {
      weights.set(values[index] ?? [], block.offset);
    });
    return weights;
  }
}

function namedBlocks(layers: readonly Layer[]): { name: string; shape: readonly number[] }[] {
  const seen = new Map<string, number>();
  return layers.flatMap((layer) => {
    const ordinal = (seen.get(layer.kind) ?? 0) + 1;
    seen.set(layer.kind, ordinal);
    return layer.parameters.map(({ name, shape }) => ({ name: `${layer.kind}-${ordinal}/${name}`, shape }));
  });
}
