/** Gaussian and Laplace noise of unit sensitivity. @module */
import { normalCdf, normalQuantile } from "../../numeric/normal.js";
import type { Noise } from "./output-pair.js";

/** @param stddev in (0, ∞) */
export function gaussianNoise(stddev: number): Noise {
  const variance = stddev * stddev;
  return {
    below: (z) => normalCdf(z / stddev),
    above: (z) => normalCdf(-z / stddev),
    logRatio: (z) => (z - 0.5) / variance,
    outputAt: (value) => variance * value + 0.5,
    quantileAbove: (mass) => -stddev * normalQuantile(Math.max(mass, Number.MIN_VALUE)),
  };
}

/** @param scale in (0, ∞) */
export function laplaceNoise(scale: number): Noise {
  const tail = (z: number) => (z > 0 ? 0.5 * Math.exp(-z / scale) : 1 - 0.5 * Math.exp(z / scale));
  const most = 1 / scale;
  return {
    below: (z) => tail(-z),
    above: tail,
    logRatio: (z) => Math.max(-most, Math.min(most, (2 * z - 1) / scale)),
    outputAt: (value) => (Math.abs(value) <= most ? (value * scale + 1) / 2 : value * Infinity),
    // the loss is the same everywhere outside [0, 1]
    quantileAbove: () => 1,
  };
}
