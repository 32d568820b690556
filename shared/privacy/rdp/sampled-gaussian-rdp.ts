/** Rényi differential privacy of the Gaussian mechanism on a Poisson sample: Mironov, Talwar and Zhang 2019. @module */
import { logSumExp } from "../../numeric/log-sum-exp.js";
import { logPowerExcess } from "./power-excess.js";
import { sampledRdp } from "./sampled-rdp.js";

/** Below this noise multiplier the quadrature would need too many steps. */
const SMALLEST_QUADRATURE = 0.05;

/**
 * RDP of order `order` of one release, nats, for neighbours that differ by adding or removing one record.
 * @param samplingRate q in [0, 1]
 * @param noiseMultiplier σ in [0, ∞]; below 0.05 and between integer orders an upper bound, else exact
 * @param order α in (1, ∞)
 */
export function sampledGaussianRdp(samplingRate: number, noiseMultiplier: number, order: number): number {
  if (samplingRate === 0) return 0;
  if (noiseMultiplier === 0) return Infinity;
  if (samplingRate === 1) return order / 2 / noiseMultiplier / noiseMultiplier;
  const noise = {
    logMoment: (k: number) => (k * k - k) / 2 / noiseMultiplier / noiseMultiplier,
    logExcess: (q: number, anyOrder: number) => logExcess(q, noiseMultiplier, anyOrder),
  };
  return sampledRdp(noise, samplingRate, order);
}

/**
 * log(A - 1) over z ~ N(0, σ²), with Q/P = exp((2z - 1) / 2σ²), by the trapezoidal rule over t = z / σ.
 *
 * The integrand is analytic in the strip |Im t| < πσ and decays like a Gaussian, so that the error of step h is about
 * exp(-2π²σ / h) or exp(-2π² / h²), whichever is larger (Trefethen and Weideman 2014): below 1e-15 here.
 */
function logExcess(q: number, sigma: number, order: number): number | undefined {
  if (sigma < SMALLEST_QUADRATURE) return undefined;
  const h = Math.min(0.5, 0.4 * sigma);
  const reach = 13;
  const end = Math.max(order, 2) / sigma + reach;
  const logs = new Float64Array(Math.ceil((end + reach) / h));
  for (let i = 0; i < logs.length; i++) {
    const t = i * h - reach;
    logs[i] = logPowerExcess(q, (t - 0.5 / sigma) / sigma, order) - 0.5 * t * t;
  }
  return logSumExp(logs) + Math.log(h) - 0.5 * Math.log(2 * Math.PI);
}
