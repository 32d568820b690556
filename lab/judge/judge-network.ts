/** The judge's architecture: for any task, and never that of the shared model. @module */
import type { TaskShape } from "../../shared/plugins/task.js";
import { relu } from "../../shared/tensor/layers/activations.js";
import { conv2d } from "../../shared/tensor/layers/conv2d.js";
import { dense } from "../../shared/tensor/layers/dense.js";
import { flatten } from "../../shared/tensor/layers/flatten.js";
import type { Layer } from "../../shared/tensor/layers/layer.js";
import { maxPool } from "../../shared/tensor/layers/max-pool.js";
import { Network } from "../../shared/tensor/network.js";

/** Units of the last hidden layer, F; the second width is for a shared model that is the first network by chance. */
const widths = [64, 80] as const;

/** Pixels of the first layer's output along the shorter side, about: what an example costs is then the same for any size. */
const gridSide = 14;

/** Below this many pixels along a side a convolution has nothing to slide over. */
const smallestSide = 12;

/**
 * Convolutional for images of 12 pixels a side or more, dense for anything else. The two widths that are tried differ in
 * what an adversary who shapes its images to please the shared model would have to please besides.
 * @param shared the model of the federation
 */
export function judgeNetwork(task: TaskShape, shared: Network): Network {
  const [first, second] = widths.map((width) => new Network(layersFor(task, width)));
  return hiddenShapes(first) === hiddenShapes(shared) ? second : first;
}

/** What two networks of one architecture have in common, whatever the number of their classes. */
function hiddenShapes({ layers }: Network): string {
  return JSON.stringify(layers.slice(0, -1).map(({ kind, outputShape }) => [kind, outputShape]));
}

function layersFor({ inputShape, classes }: TaskShape, width: number): Layer[] {
  const [height, breadth] = inputShape;
  const isImage = inputShape.length === 3 && Math.min(height, breadth) >= smallestSide;
  const layers = isImage ? convolutions(inputShape) : [flatten(inputShape)];
  const add = (make: (shape: readonly number[]) => Layer): unknown => layers.push(make(shapeAfter(layers)));
  if (isImage) add(flatten);
  else {
    add(([inputs]) => dense(inputs, 2 * width, "he-normal"));
    add(relu);
  }
  add(([inputs]) => dense(inputs, width, "he-normal"));
  add(relu);
  return [...layers, dense(width, classes, "glorot-uniform")];
}

function convolutions(inputShape: readonly number[]): Layer[] {
  const stride = Math.max(1, Math.round(Math.min(inputShape[0], inputShape[1]) / gridSide));
  const first = conv2d(inputShape, { kernelSide: 2 * stride + 1, filters: 8, stride, initialiser: "he-normal" });
  const second = conv2d(first.outputShape, { kernelSide: 3, filters: 16, initialiser: "he-normal" });
  return [
    first,
    relu(first.outputShape),
    second,
    maxPool(second.outputShape, 2),
    relu(maxPool(second.outputShape, 2).outputShape),
  ];
}

const shapeAfter = (layers: readonly Layer[]): readonly number[] => layers[layers.length - 1].outputShape;

/** Such as "conv2d [12, 12, 12], relu, dense [64]": every layer, with what it gives where it changes the shape. */
export function describeNetwork({ layers }: Network): string {
  return layers
    .map(({ kind, inputShape, outputShape }) =>
      String(inputShape) === String(outputShape) ? kind : `${kind} [${outputShape.join(", ")}]`,
    )
    .join(", ");
}
