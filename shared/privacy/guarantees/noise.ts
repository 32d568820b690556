/** Gaussian and Laplace noise, on everything or on a Poisson sample. @module */
import { log1pExp, logExpm1 } from "../../numeric/log-sum-exp.js";
import type { EventOf } from "../events.js";
import { gaussianNoise, laplaceNoise } from "../pld/noises.js";
import { lossOf } from "../pld/loss-source.js";
import { addition, removal } from "../pld/output-pair.js";
import { sampledGaussianRdp } from "../rdp/sampled-gaussian-rdp.js";
import { sampledLaplaceRdp } from "../rdp/sampled-laplace-rdp.js";
import type { Guarantee } from "./guarantee.js";
import { refused } from "./refused.js";
import type { Refused } from "./refused.js";

type Noise = EventOf<"gaussian" | "laplace">;

/** Noise on all records: it holds under the relation that its sensitivity is stated for. */
export function noise(event: Noise): Guarantee | Refused {
  return noiseOnSample(event, 1);
}

/** @param rate of a Poisson sample, in (0, 1]; below 1 under add-or-remove-one alone */
export function noiseOnSample(event: Noise, rate: number): Guarantee | Refused {
  const { type, noiseMultiplier } = event;
  if (!(noiseMultiplier >= 0 && noiseMultiplier < Infinity)) {
    return refused(event, `noiseMultiplier is ${noiseMultiplier}, must be in [0, ∞)`);
  }
  const guarantee = type === "gaussian" ? gaussian(noiseMultiplier, rate) : laplace(noiseMultiplier, rate);
  return { name: `${type} ${noiseMultiplier} ${rate}`, ...guarantee };
}

function gaussian(sigma: number, rate: number): Omit<Guarantee, "name"> {
  const onAll = rate === 1 && { zcdp: 0.5 / sigma / sigma, gdp: 1 / sigma };
  return {
    pureEpsilon: Infinity,
    rdp: (order) => sampledGaussianRdp(rate, sigma, order),
    losses: () => (sigma === 0 ? [] : losses(gaussianNoise(sigma), rate)),
    sampledGaussian: { samplingRate: rate, noiseMultiplier: sigma },
    ...onAll,
  };
}

function laplace(scale: number, rate: number): Omit<Guarantee, "name"> {
  // log(1 - q + q e^(1/b))
  const pureEpsilon = rate === 1 ? 1 / scale : log1pExp(Math.log(rate) + logExpm1(1 / scale));
  return {
    pureEpsilon,
    rdp: (order) => sampledLaplaceRdp(rate, scale, order),
    losses: () => (scale === 0 ? [] : losses(laplaceNoise(scale), rate)),
    zcdp: pureEpsilon ** 2 / 2,
  };
}

function losses(of: ReturnType<typeof gaussianNoise>, rate: number) {
  // without sampling, adding a record and removing it are each other's mirror image
  return (rate === 1 ? [removal(of, 1)] : [removal(of, rate), addition(of, rate)]).map(lossOf);
}
