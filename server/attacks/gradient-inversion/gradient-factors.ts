/** Low-rank factors of a gradient as it was received. @module */
import { factorGradient } from "../../../shared/inversion/factors.js";
import type { GradientFactors } from "../../../shared/inversion/factors.js";
import { factorNoisyGradient } from "../../../shared/inversion/noisy-factors.js";

/**
 * @param kernel [n, m]
 * @param bias [m]
 * @param roundingStddev of the coordinates that are not zero, beyond that of float32 arithmetic; in [0, ∞)
 */
export function factorReceived(kernel: Float32Array, bias: Float32Array, roundingStddev: number): GradientFactors {
  if (roundingStddev === 0) return factorGradient(kernel, bias);
  const units = bias.length;
  const row = (input: number) => kernel.subarray(input * units, (input + 1) * units);
  // what no image of the lot uses is exactly zero, without rounding
  const used = Array.from({ length: kernel.length / units }, (_, input) => input).filter((input) =>
    row(input).some((value) => value !== 0),
  );
  const rows = new Float32Array(used.length * units);
  used.forEach((input, a) => rows.set(row(input), a * units));
  const inputs = Int32Array.of(...used, kernel.length / units);
  return { ...factorNoisyGradient(rows, bias, roundingStddev), inputs };
}
