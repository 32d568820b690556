/** A Gaussian on a Poisson sample, for neighbours of which one has another value of a record. @module */
import { normalCdf, normalQuantile } from "../../numeric/normal.js";
import type { OutputPair } from "./output-pair.js";

/**
 * In units of the sensitivity, the one value moves the sum by 1/2 and the other by −1/2: P is the noise about 1/2 with
 * probability `rate`, else about 0, and Q its mirror image.
 * @param stddev in (0, ∞)
 * @param rate in (0, 1)
 */
export function replacement(stddev: number, rate: number): OutputPair {
  const h = 0.5;
  const variance = stddev * stddev;
  const tail = (z: number) => normalCdf(-z / stddev);
  const above = (z: number) => (1 - rate) * tail(z) + rate * tail(z - h);
  const below = (z: number) => (1 - rate) * tail(-z) + rate * tail(h - z);
  // of the mixture against the noise about 0, log(1 − rate + rate·e^a)
  const weight = rate * Math.exp((-h * h) / 2 / variance);
  const logMixture = (z: number) => {
    const a = (h * z - (h * h) / 2) / variance;
    return a > 1 ? a + Math.log(rate + (1 - rate) * Math.exp(-a)) : Math.log1p(rate * Math.expm1(a));
  };
  return {
    p: { below, above },
    q: { below: (z) => above(-z), above: (z) => below(-z) },
    lossAt: (z) => logMixture(z) - logMixture(-z),
    outputAt(loss) {
      if (loss === 0) return 0;
      // with x = e^(hz/σ²): weight·x² + (1 − rate)(1 − e^loss)·x − weight·e^loss = 0, for the positive one of ±loss
      const size = Math.abs(loss);
      const linear = ((1 - rate) * -Math.expm1(-size)) / (2 * weight);
      // x / e^(size/2), which does not overflow
      const scaled = linear * Math.exp(size / 2);
      const logX = size / 2 + Math.asinh(scaled);
      const z = (Number.isFinite(logX) ? logX : size + Math.log(2 * linear)) * (variance / h);
      return Math.sign(loss) * z;
    },
    range: (mass) => {
      const reach = -stddev * normalQuantile(Math.max(mass, Number.MIN_VALUE));
      return [-reach, h + reach];
    },
  };
}
