/**
 * Rényi differential privacy of the Laplace mechanism on a Poisson sample, in nats.
 *
 * Noise on many coordinates is at its worst when one of them takes the whole sensitivity, so that P and Q are Laplace
 * distributions of scale b, 1 apart. With t = 1/b the loss w = log(Q/P) is, under P, -t with probability 1/2, t with
 * probability exp(-t) / 2, and has the density exp(-(t + w) / 2) / 4 between them.
 * @module
 */
import { logSumExp } from "../../numeric/log-sum-exp.js";
import { logPowerExcess } from "./power-excess.js";
import { sampledRdp } from "./sampled-rdp.js";

/** Below this noise multiplier the quadrature would need too many steps. */
const SMALLEST_QUADRATURE = 0.05;

/**
 * RDP of order `order` of one release, nats, for neighbours that differ by adding or removing one record.
 * @param samplingRate q in [0, 1]
 * @param noiseMultiplier b in [0, ∞]; below 0.05 and between integer orders an upper bound, else exact
 * @param order α in (1, ∞)
 */
export function sampledLaplaceRdp(samplingRate: number, noiseMultiplier: number, order: number): number {
  if (samplingRate === 0) return 0;
  if (noiseMultiplier === 0) return Infinity;
  const t = 1 / noiseMultiplier;
  if (samplingRate === 1) return logMoment(t, order) / (order - 1);
  const noise = {
    logMoment: (k: number) => logMoment(t, k),
    logExcess: (q: number, anyOrder: number) =>
      noiseMultiplier < SMALLEST_QUADRATURE ? undefined : logExcess(q, t, anyOrder),
  };
  return sampledRdp(noise, samplingRate, order);
}

/**
 * log E_P[(Q/P)^α] = log(α exp((α-1) t) / (2α-1) + (α-1) exp(-αt) / (2α-1)): Mironov 2017, proposition 6. With little
 * noise its first term leads; with much, both are 1 and more, of which only the excess over the tangent counts.
 */
function logMoment(t: number, order: number): number {
  const share = (order - 1) / (2 * order - 1);
  if ((2 * order - 1) * t > 1) return (order - 1) * t + Math.log1p(share * Math.expm1((1 - 2 * order) * t));
  return Math.log1p((1 - share) * expExcess((order - 1) * t) + share * expExcess(-order * t));
}

/** exp(x) - 1 - x for |x| <= 1, to full relative precision. */
function expExcess(x: number): number {
  let [term, sum] = [1, 1];
  for (let k = 3; Math.abs(term) > 1e-17; k++) {
    term *= x / k;
    sum += term;
  }
  return (sum * x * x) / 2;
}

/** Step and reach of the quadrature in its own variable; half the step changes no digit above 1e-13. */
const [STEP, REACH] = [1 / 32, 3.5];

const logExcess = (q: number, t: number, order: number): number =>
  logMeanOverLoss(t, (w) => logPowerExcess(q, w, order));

/**
 * log E_P[exp(log f(w))] over the loss w of noise of multiplier 1 / t: the two masses, and the density between them by
 * tanh-sinh quadrature (Takahasi and Mori 1974).
 */
export function logMeanOverLoss(t: number, logF: (w: number) => number): number {
  const logs = [logF(-t) - Math.LN2, logF(t) - t - Math.LN2];
  for (let u = -REACH; u <= REACH; u += STEP) {
    const s = (Math.PI / 2) * Math.sinh(u);
    const w = t * Math.tanh(s);
    const logWeight = Math.log((t * STEP * Math.PI * Math.cosh(u)) / 8) - 2 * Math.log(Math.cosh(s));
    logs.push(logF(w) - (t + w) / 2 + logWeight);
  }
  return logSumExp(logs);
}
