/** A few of many examples, to stand for all of them. @module */
import type { Examples } from "../plugins/task.js";
import type { RngStream } from "../random/rng-stream.js";

/** `count` different examples, or all of them where there are fewer; in random order. */
export function sampleExamples({ images, labels, shape }: Examples, count: number, rng: RngStream): Examples {
  const size = images.length / labels.length;
  const indices = rng.sampleWithoutReplacement(labels.length, Math.min(count, labels.length));
  const sample = new Float32Array(indices.length * size);
  indices.forEach((index, i) => sample.set(images.subarray(index * size, (index + 1) * size), i * size));
  return { images: sample, labels: Int32Array.from(indices, (index) => labels[index]), shape };
}
