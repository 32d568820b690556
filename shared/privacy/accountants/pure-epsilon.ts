/** The epsilon of one release at delta 0. @module */
import { log1pExp, logExpm1 } from "../../numeric/log-sum-exp.js";
import type { Noise } from "./event-leaves.js";

/**
 * The greatest privacy loss of one release, nats: log(1 - q + q exp(1/b)) for Laplace noise; Infinity for a Gaussian,
 * whose likelihood ratio has no bound.
 */
export function pureEpsilon({ mechanism, samplingRate, noiseMultiplier }: Noise): number {
  if (samplingRate === 0) return 0;
  if (mechanism === "gaussian") return Infinity;
  if (samplingRate === 1) return 1 / noiseMultiplier;
  return log1pExp(Math.log(samplingRate) + logExpm1(1 / noiseMultiplier));
}
