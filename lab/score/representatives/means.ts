/** The mean image of each class. @module */
import { exampleSize } from "../../../shared/metrics/pairs.js";
import type { Examples } from "../../../shared/plugins/task.js";

/** [c, ...shape], flat, of the c classes that `examples` have, by class. */
export function meansOf({ images, labels, shape }: Examples): Float32Array {
  const size = exampleSize(shape);
  const classes = [...new Set(labels)].sort((a, b) => a - b);
  const sums = new Float64Array(classes.length * size);
  const counts = classes.map(() => 0);
  for (const [row, label] of labels.entries()) {
    const at = classes.indexOf(label);
    counts[at]++;
    for (let i = 0; i < size; i++) sums[at * size + i] += images[row * size + i];
  }
  return Float32Array.from(sums, (sum, i) => sum / counts[Math.floor(i / size)]);
}
