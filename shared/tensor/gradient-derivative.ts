/** Weight gradients of independent lots in one pass, and derivatives of functions of them. @module */
import { tidy } from "@tensorflow/tfjs-core";
import type { Tensor } from "@tensorflow/tfjs-core";
import type { Network } from "./network.js";
import { parameterCount } from "./param-vector.js";
import { parameterTensors } from "./parameter-tensors.js";
import { readGradients } from "./read-gradients.js";
import { copyOf } from "./read.js";
import { traceTangent } from "./tangent-trace.js";
import type { TangentTrace } from "./tangent-trace.js";
import { traceBackward } from "./trace.js";
import type { Lot, Trace } from "./trace.js";

/** K groups of B examples each, one after another: N = K·B examples. */
export interface GroupedLots extends Lot {
  /** K, 1 or more */
  readonly groups: number;
}

export interface GroupedGradients {
  /** [K, P], of each group's summed loss */
  readonly gradients: Float32Array;
  /** [K·B], nats */
  readonly losses: Float32Array;
}

/** Derivatives of ⟨v_k, g_k⟩, summed over the groups, with v held constant: those of F(g), where v = ∂F/∂g. */
export interface GradientDerivative extends GroupedGradients {
  /** [K·B, ...inputShape] */
  readonly images: Float32Array;
  /** [K·B, classes] */
  readonly targets: Float32Array;
  /** [K, P], the product of each group's Hessian and v_k; where it was asked for */
  readonly weights?: Float32Array;
}

/**
 * The gradient by the weights of every group's summed loss.
 * @param weights [P], shared by all groups, or [K, P]
 * @throws {RangeError} when lengths contradict each other
 */
export function groupedGradients(network: Network, weights: Float32Array, lots: GroupedLots): GroupedGradients {
  check(network, lots);
  let found: GroupedGradients | undefined;
  tidy(() => {
    found = gradientsOf(network, traceBackward(network, weights, lots, lots.groups), lots.groups);
  });
  return found as GroupedGradients;
}

/**
 * The gradients, and how functions of them change with the images, the targets and the weights.
 *
 * For an objective F of the gradients g, ∂F/∂x = ∂⟨v, g⟩/∂x for the constant v = ∂F/∂g, which is the tangent along v of
 * ∂(Σ_i L_i)/∂x: forward and backward once, then their tangents once, first-order operations all.
 * @param weights [P], shared by all groups, or [K, P]
 * @param directionsOf v [K, P] from the gradients
 * @throws {RangeError} when lengths contradict each other
 */
export function differentiateGradients(
  network: Network,
  weights: Float32Array,
  lots: GroupedLots,
  directionsOf: (found: GroupedGradients) => Float32Array,
  want: { readonly weights: boolean } = { weights: false },
): GradientDerivative {
  check(network, lots);
  let result: GradientDerivative | undefined;
  tidy(() => {
    const { groups } = lots;
    const trace = traceBackward(network, weights, lots, groups);
    const found = gradientsOf(network, trace, groups);
    const directions = directionsOf(found);
    if (directions.length !== found.gradients.length) {
      throw new RangeError(
        `directions of ${directions.length} values were given for gradients of ${found.gradients.length}`,
      );
    }
    const dp = parameterTensors(network, directions, groups);
    const tangent = traceTangent(network, trace, dp);
    result = {
      ...found,
      images: copyOf(tangent.imageGradient),
      targets: tangent.z.map((dz) => -dz),
      ...(want.weights && { weights: gradientTangents(network, trace, dp, tangent, groups) }),
    };
  });
  return result as GradientDerivative;
}

function gradientsOf(network: Network, trace: Trace, groups: number): GroupedGradients {
  const { parameters, inputs, losses } = trace;
  const gradients = new Float32Array(groups * parameterCount(network.layout));
  readGradients(network, trace.outputGradients, gradients, groups, (layer, l, dy) =>
    layer.parameterGradients(parameters[l], inputs[l], dy, groups),
  );
  return { gradients, losses };
}

/** The tangents of the gradients, [K, P]. */
function gradientTangents(
  network: Network,
  trace: Trace,
  dp: readonly (readonly Tensor[])[],
  { inputs, outputGradients }: TangentTrace,
  groups: number,
): Float32Array {
  const tangents = new Float32Array(groups * parameterCount(network.layout));
  readGradients(network, trace.outputGradients, tangents, groups, (layer, l, dy) => {
    const [p, x] = [trace.parameters[l], trace.inputs[l]];
    return layer.parameterGradientsTangent(p, x, dp[l], inputs[l], dy, outputGradients[l], groups);
  });
  return tangents;
}

/** @throws {RangeError} */
function check({ inputShape, classes }: Network, { groups, images, targets }: GroupedLots): void {
  const examples = targets.length / classes;
  const size = inputShape.reduce((product, side) => product * side, 1);
  if (!(examples > 0 && Number.isInteger(examples / groups) && images.length === examples * size)) {
    throw new RangeError(
      `images of ${images.length} values and ${targets.length} target probabilities are not ${groups} equal groups ` +
        `of examples [${inputShape}] with ${classes} classes`,
    );
  }
}
