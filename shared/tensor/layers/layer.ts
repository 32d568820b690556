/** What a layer is: pure functions on tensors, and what training, gradient matching and ghost norms need of them. @module */
import type { Tensor } from "@tensorflow/tfjs-core";
import type { RngStream } from "../../random/rng-stream.js";

export interface LayerParameter {
  /** such as "kernel" */
  readonly name: string;
  readonly shape: readonly number[];
}

/**
 * A differentiable function y = f(p, x) of its parameters p and a batch x [B, ...inputShape], to y [B, ...outputShape].
 * Tensors that a method makes belong to the caller's `tidy`; arguments are never changed or disposed.
 *
 * Groups: parameters p, and likewise a direction dp, are those of all examples, or carry a leading axis of K groups, of
 * which example i belongs to ⌊i·K / B⌋; B is a multiple of K. Where a direction or a tangent is `undefined`, it is zero.
 */
export interface Layer {
  /** such as "dense"; names the layer's blocks in a network's layout */
  readonly kind: string;
  /** shape of one example going in */
  readonly inputShape: readonly number[];
  /** shape of one example coming out */
  readonly outputShape: readonly number[];
  /** empty for a layer without weights */
  readonly parameters: readonly LayerParameter[];

  /** Initial values of each parameter, flat, in the order of `parameters`. */
  initialise(rng: RngStream): Float32Array[];

  /** y [B, ...outputShape] */
  forward(p: readonly Tensor[], x: Tensor): Tensor;

  /** First half of backward: ∂L/∂x [B, ...inputShape] from dy = ∂L/∂y [B, ...outputShape]. */
  inputGradient(p: readonly Tensor[], x: Tensor, dy: Tensor): Tensor;

  /**
   * Second half of backward: ∂L/∂p summed over the batch, in the order of `parameters`.
   * @param groups K, default 1; from 2 on the sums are those of each group, with a leading axis [K]
   */
  parameterGradients(p: readonly Tensor[], x: Tensor, dy: Tensor, groups?: number): Tensor[];

  /** Directional derivative of `forward` along (dp, dx): d/dt f(p + t·dp, x + t·dx) at t = 0, [B, ...outputShape]. */
  tangent(p: readonly Tensor[], x: Tensor, dp: readonly Tensor[], dx: Tensor | undefined): Tensor | undefined;

  /** Directional derivative of `inputGradient` along (dp, dx), dy held constant, [B, ...inputShape]. */
  inputGradientTangent(
    p: readonly Tensor[],
    x: Tensor,
    dp: readonly Tensor[],
    dx: Tensor | undefined,
    dy: Tensor,
  ): Tensor | undefined;

  /**
   * Directional derivative of `parameterGradients` along (dp, dx, ddy), shaped as they are.
   * @param dy [B, ...outputShape]
   * @param ddy the direction of dy, [B, ...outputShape]
   */
  parameterGradientsTangent(
    p: readonly Tensor[],
    x: Tensor,
    dp: readonly Tensor[],
    dx: Tensor | undefined,
    dy: Tensor,
    ddy: Tensor,
    groups?: number,
  ): Tensor[];

  /** ‖∂L_i/∂p‖² of each example i on its own, [B], the cheapest way; zeros for a layer without weights. */
  squaredGradientNorms(x: Tensor, dy: Tensor): Float64Array;
}
