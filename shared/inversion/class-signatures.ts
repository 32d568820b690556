/** What each class does to a gradient on average, and how much its examples differ. @module */
import type { Examples } from "../plugins/task.js";
import type { GradientsOf } from "./example-gradients.js";
import { covarianceOf, meanOf } from "./moments.js";

/**
 * A signature is one number a layer and class: the inner product of a gradient with the outer product of the class's
 * mean input (constant appended) and its mean output gradient. It is linear in the gradient, so that those of a lot are
 * the sums of its examples', and Gaussian noise stays Gaussian.
 */
export interface ClassSignatures {
  /** [classes][F], of an example of each class on average */
  readonly means: readonly Float64Array[];
  /** [classes][F, F], covariance among the examples of each class */
  readonly covariances: readonly Float64Array[];
  /** [F, F], covariance that noise of unit variance on every coordinate of the gradient has */
  readonly noise: Float64Array;
  /** [F] signatures of a gradient [P] whose layers' kernels [n, m] and biases [m] follow each other */
  of(gradient: Float32Array): Float64Array;
}

interface LayerTemplates {
  readonly n: number;
  readonly m: number;
  /** [classes][n + 1], the constant last */
  readonly inputs: readonly Float64Array[];
  /** [classes][m] */
  readonly outputs: readonly Float64Array[];
}

/** @param examples that represent the classes; a class without any has zero signatures */
export function classSignatures(examples: Examples, classes: number, gradientsOf: GradientsOf): ClassSignatures {
  const { labels } = examples;
  const count = labels.length;
  const { layers, clipFactors } = gradientsOf(examples.images, labels);
  const members = Array.from({ length: classes }, (_, y) => Array.from(labels.keys()).filter((i) => labels[i] === y));
  const clipped = layers.map(({ outputGradient }) => {
    const m = outputGradient.length / count;
    return outputGradient.map((value, i) => value * clipFactors[Math.floor(i / m)]);
  });
  const templates = layers.map(({ input }, l): LayerTemplates => {
    const [n, m] = [input.length / count, clipped[l].length / count];
    return {
      n,
      m,
      inputs: members.map((indices) => Float64Array.of(...meanRow(input, n, indices), 1)),
      outputs: members.map((indices) => meanRow(clipped[l], m, indices)),
    };
  });
  const size = templates.length * classes;
  const signatureOf = (i: number) =>
    Float64Array.from({ length: size }, (_, f) => {
      const [l, y] = [Math.floor(f / classes), f % classes];
      const { n, m, inputs, outputs } = templates[l];
      return (inputs[y][n] + dotRow(inputs[y], layers[l].input, i * n, n)) * dotRow(outputs[y], clipped[l], i * m, m);
    });
  const each = Array.from({ length: count }, (_, i) => signatureOf(i));
  const means = members.map((indices) =>
    meanOf(
      indices.map((i) => each[i]),
      size,
    ),
  );
  return {
    means,
    covariances: members.map((indices, y) =>
      covarianceOf(
        indices.map((i) => each[i]),
        means[y],
      ),
    ),
    noise: noiseCovariance(templates, classes),
    of: (gradient) => signaturesOfGradient(gradient, templates, classes),
  };
}

function signaturesOfGradient(gradient: Float32Array, templates: readonly LayerTemplates[], classes: number) {
  const out = new Float64Array(templates.length * classes);
  let offset = 0;
  templates.forEach(({ n, m, inputs, outputs }, l) => {
    for (let j = 0; j <= n; j++, offset += m) {
      for (let y = 0; y < classes; y++) {
        if (inputs[y][j] !== 0) out[l * classes + y] += inputs[y][j] * dotRow(outputs[y], gradient, offset, m);
      }
    }
  });
  return out;
}

function noiseCovariance(templates: readonly LayerTemplates[], classes: number): Float64Array {
  const size = templates.length * classes;
  const covariance = new Float64Array(size * size);
  templates.forEach(({ n, m, inputs, outputs }, l) => {
    for (let a = 0; a < classes; a++) {
      for (let b = 0; b < classes; b++) {
        const overlap = dotRow(inputs[a], inputs[b], 0, n + 1) * dotRow(outputs[a], outputs[b], 0, m);
        covariance[(l * classes + a) * size + l * classes + b] = overlap;
      }
    }
  });
  return covariance;
}

function dotRow(a: Float64Array, b: Float64Array | Float32Array, offset: number, length: number): number {
  let sum = 0;
  for (let i = 0; i < length; i++) sum += a[i] * b[offset + i];
  return sum;
}

/** Mean of the rows at `indices` of a matrix with `width` columns; zero without any. */
function meanRow(matrix: Float32Array, width: number, indices: readonly number[]): Float64Array {
  const mean = new Float64Array(width);
  for (const i of indices) for (let k = 0; k < width; k++) mean[k] += matrix[i * width + k] / indices.length;
  return mean;
}
