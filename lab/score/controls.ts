/** Controls: the best guesses of somebody who saw nothing, made of the auxiliary examples alone. @module */
import { exampleSize } from "../../shared/metrics/pairs.js";
import type { Examples } from "../../shared/plugins/task.js";
import { byClass, meanImage } from "./class-means.js";
import type { Guesses } from "./guesses.js";

export interface Control {
  readonly name: string;
  /** `count` guesses, 1 or more */
  guess(count: number): Guesses;
}

/** The median of every pixel over the images at `indices`, [...shape]. */
function medianImage({ images, shape }: Examples, indices: readonly number[]): Float32Array {
  const size = exampleSize(shape);
  const column = new Float32Array(indices.length);
  return Float32Array.from({ length: size }, (_, i) => {
    for (const [k, index] of indices.entries()) column[k] = images[index * size + i];
    column.sort();
    const middle = column.length >> 1;
    return column.length % 2 === 1 ? column[middle] : (column[middle - 1] + column[middle]) / 2;
  });
}

/** `count` guesses that go round and round through `prototypes`. */
function cycle(
  prototypes: readonly { readonly image: Float32Array; readonly label: number }[],
  count: number,
): Guesses {
  const size = prototypes[0].image.length;
  const images = new Float32Array(count * size);
  const labels = new Int32Array(count);
  for (let k = 0; k < count; k++) {
    const { image, label } = prototypes[k % prototypes.length];
    images.set(image, k * size);
    labels[k] = label;
  }
  return { images, labels };
}

/**
 * `mean-image` (every guess is the mean of all examples), `class-mean` and `class-median` (those of the classes in
 * turn; the median is sharper, so its SSIM is harder to beat). All go through the classes from the most frequent down.
 * @throws {RangeError} without auxiliary examples: there would be nothing to compare an attack with
 */
export function controlsFrom(auxiliary: Examples): readonly Control[] {
  if (auxiliary.labels.length === 0) {
    throw new RangeError("no auxiliary examples: controls are made of them; keep some that no participant holds");
  }
  const classes = [...byClass(auxiliary.labels)].sort(([a, x], [b, y]) => y.length - x.length || a - b);
  const overall = meanImage(auxiliary, [...auxiliary.labels.keys()]);
  const meanImages = classes.map(([label]) => ({ image: overall, label }));
  const classMeans = classes.map(([label, indices]) => ({ image: meanImage(auxiliary, indices), label }));
  const classMedians = classes.map(([label, indices]) => ({ image: medianImage(auxiliary, indices), label }));
  return [
    { name: "mean-image", guess: (count) => cycle(meanImages, count) },
    { name: "class-mean", guess: (count) => cycle(classMeans, count) },
    { name: "class-median", guess: (count) => cycle(classMedians, count) },
  ];
}
