/** What each class does to the gradient of the last layer, whatever comes before it. @module */
import type { Examples } from "../../plugins/task.js";
import type { Network } from "../../tensor/network.js";
import type { ClassSignatures } from "../class-signatures.js";
import { covarianceOf, meanOf } from "../moments.js";
import { dot } from "../vectors.js";
import { lastLayerBlocks, lastLayerPass } from "./last-layer.js";

export interface LastLayerView {
  /** the coordinates of the gradient that were revealed, ascending; absent for all */
  readonly indices?: Int32Array;
  /** [n], by which clipping scales the gradient of each of the examples, in (0, 1]; absent where nothing is clipped */
  readonly clipFactors?: ArrayLike<number>;
}

/** A number made of the revealed part of one class's column of the layer: ⟨direction, column⟩. */
interface Probe {
  readonly column: number;
  /** [H + 1], the bias last; zero where nothing was revealed */
  readonly direction: Float64Array;
}

/** How much of the covariance between two signatures is believed: a few hundred examples do not tell it exactly. */
const covarianceTrust = 0.8;

/**
 * Signatures of the last layer: of each class's column the bias, and the kernel along the mean input.
 *
 * A lot's are the sums over its examples, near Σ_y n_y·means_y for label counts n. For what S local steps changed in the
 * weights, divided by −learningRate·S / divisor, `weights` are best those halfway.
 * @param weights [P]
 * @param examples that represent the classes, some hundreds; a class without any has zero signatures
 * @throws {RangeError} unless the last layer is dense
 */
export function lastLayerSignatures(
  network: Network,
  weights: Float32Array,
  examples: Examples,
  { indices, clipFactors }: LastLayerView = {},
): ClassSignatures {
  const { classes } = network;
  const { kernel, bias } = lastLayerBlocks(network);
  const { inputs, outputGradients } = lastLayerPass(network, weights, examples);
  const [count, width] = [examples.labels.length, kernel.shape[0]];
  const placeOf = (row: number, column: number) =>
    row < width ? kernel.offset + row * classes + column : bias.offset + column;
  const revealed = indices === undefined ? undefined : new Set(indices);
  const isRevealed = (row: number, column: number) => revealed?.has(placeOf(row, column)) ?? true;
  const probes = [meanInput(inputs, count, width), biasAlone(width)].flatMap((direction) =>
    Array.from({ length: classes }, (_, column): Probe => {
      return { column, direction: direction.map((value, row) => (isRevealed(row, column) ? value : 0)) };
    }).filter((probe) => dot(probe.direction, probe.direction) > 0),
  );
  const each = Array.from({ length: count }, (_, i) => {
    const input = Float64Array.from(inputs.subarray(i * width, (i + 1) * width));
    return Float64Array.from(probes, ({ column, direction }) => {
      const along = dot(input, direction) + direction[width];
      return along * outputGradients[i * classes + column] * (clipFactors?.[i] ?? 1);
    });
  });
  const members = Array.from({ length: classes }, (_, y) => each.filter((_each, i) => examples.labels[i] === y));
  const means = members.map((some) => meanOf(some, probes.length));
  return {
    means,
    covariances: members.map((some, y) => shrunk(covarianceOf(some, means[y]), probes.length)),
    noise: noiseCovariance(probes),
    of: (gradient) =>
      Float64Array.from(probes, ({ column, direction }) =>
        direction.reduce((sum, value, row) => (value === 0 ? sum : sum + value * gradient[placeOf(row, column)]), 0),
      ),
  };
}

/** [width + 1], of unit length, without the bias */
function meanInput(inputs: Float32Array, count: number, width: number): Float64Array {
  const mean = new Float64Array(width + 1);
  inputs.forEach((value, i) => {
    mean[i % width] += value / count;
  });
  const length = Math.sqrt(dot(mean, mean));
  return length === 0 ? mean : mean.map((value) => value / length);
}

function biasAlone(width: number): Float64Array {
  return new Float64Array(width + 1).fill(1, width);
}

function noiseCovariance(probes: readonly Probe[]): Float64Array {
  return Float64Array.from(
    probes.flatMap((a) => probes.map((b) => (a.column === b.column ? dot(a.direction, b.direction) : 0))),
  );
}

/** The same variances, and less of what is said about pairs. */
function shrunk(covariance: Float64Array, size: number): Float64Array {
  return covariance.map((value, i) => (i % (size + 1) === 0 ? value : covarianceTrust * value));
}
