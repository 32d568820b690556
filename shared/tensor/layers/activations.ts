/** Elementwise activation functions. @module */
import {
  add,
  leakyRelu as leakyReluOp,
  mul,
  relu as reluOp,
  sigmoid as sigmoidOp,
  sign,
  square,
  sub,
  tanh as tanhOp,
} from "@tensorflow/tfjs-core";
import type { Tensor } from "@tensorflow/tfjs-core";
import type { Layer } from "./layer.js";
import { withoutParameters } from "./without-parameters.js";

/** Makes the layer of an elementwise function f from f, its derivative and its second one, by default zero. */
function elementwise(
  kind: string,
  f: (x: Tensor) => Tensor,
  derivative: (x: Tensor) => Tensor,
  secondDerivative?: (x: Tensor) => Tensor,
) {
  return (shape: readonly number[]): Layer => ({
    kind,
    inputShape: shape,
    outputShape: shape,
    ...withoutParameters,
    forward: (_p, x) => f(x),
    inputGradient: (_p, x, dy) => mul(dy, derivative(x)),
    tangent: (_p, x, _dp, dx) => dx && mul(dx, derivative(x)),
    inputGradientTangent: (_p, x, _dp, dx, dy) => dx && secondDerivative && mul(mul(dx, dy), secondDerivative(x)),
  });
}

/** max(x, 0), with derivative 0 at 0: the sign of the value, as tensorflow's own step function is ten times slower. */
export const relu = elementwise("relu", reluOp, (x) => sign(reluOp(x)));

/** What comes through a leaky relu of a value below zero, as in DCGAN (Radford et al. 2016, arXiv:1511.06434). */
const leak = 0.2;

/** max(x, 0.2·x), with derivative 0.2 at 0 */
export const leakyRelu = elementwise(
  "leaky-relu",
  (x) => leakyReluOp(x, leak),
  (x) => add(mul(sign(reluOp(x)), 1 - leak), leak),
);

/** 1 / (1 + e^−x) */
export const sigmoid = elementwise(
  "sigmoid",
  sigmoidOp,
  (x) => {
    const s = sigmoidOp(x);
    return sub(s, square(s));
  },
  (x) => {
    const s = sigmoidOp(x);
    return mul(sub(s, square(s)), sub(1, mul(2, s)));
  },
);

/** tanh x */
export const tanh = elementwise(
  "tanh",
  tanhOp,
  (x) => sub(1, square(tanhOp(x))),
  (x) => {
    const t = tanhOp(x);
    return mul(sub(square(t), 1), mul(2, t));
  },
);
