/** Classes of examples, and what they look like on average. @module */
import { exampleSize } from "../../shared/metrics/pairs.js";
import type { Examples } from "../../shared/plugins/task.js";
import { concatFloats } from "./concat.js";

/** The mean of the images at `indices`, [...shape]. */
export function meanImage({ images, shape }: Examples, indices: readonly number[]): Float32Array {
  const size = exampleSize(shape);
  const sum = new Float64Array(size);
  for (const index of indices) for (let i = 0; i < size; i++) sum[i] += images[index * size + i];
  return Float32Array.from(sum, (value) => value / indices.length);
}

/** Indices of the examples of every class that has any, by class. */
export function byClass(labels: Int32Array): Map<number, number[]> {
  const classes = new Map<number, number[]>();
  for (const [index, label] of labels.entries()) {
    const members = classes.get(label);
    if (members === undefined) classes.set(label, [index]);
    else members.push(index);
  }
  return classes;
}

/** [c, ...shape], flat, of the c classes that `examples` have, by class. */
export function classMeans(examples: Examples): Float32Array {
  const classes = [...byClass(examples.labels)].sort(([a], [b]) => a - b);
  return concatFloats(classes.map(([, members]) => meanImage(examples, members)));
}
