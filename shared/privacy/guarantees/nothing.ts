/** The two ends: what releases nothing, and what promises nothing. @module */
import type { Guarantee } from "./guarantee.js";

/** Of a mechanism that no record can reach. */
export const nothingReleased: Guarantee = {
  name: "nothing",
  pureEpsilon: 0,
  rdp: () => 0,
  losses: () => [],
  zcdp: 0,
  gdp: 0,
  sampledGaussian: { samplingRate: 0, noiseMultiplier: 1 },
};

export const noPromise: Guarantee = {
  name: "no promise",
  pureEpsilon: Infinity,
  rdp: () => Infinity,
  losses: () => [],
  zcdp: Infinity,
  gdp: Infinity,
  sampledGaussian: { samplingRate: 1, noiseMultiplier: 0 },
};
