/**
 * Rényi differential privacy of the Poisson-subsampled Gaussian mechanism, exact, in nats.
 *
 * With A(α) = E[(1 + x)^α] over z ~ N(0, σ²), x = q (exp((2z - 1) / 2σ²) - 1), the RDP of order α is
 * log A(α) / (α - 1): Mironov, Talwar and Zhang 2019, section 3. As E[x] = 0, A(α) - 1 = E[(1 + x)^α - 1 - αx], whose
 * integrand is never negative: sums of it keep all digits even where A(α) is 1 + 1e-15.
 * @module
 */
import { log1pExp, logExpm1, logSumExp } from "../../numeric/log-sum-exp.js";
import { logPowerExcess } from "./power-excess.js";

/** Below this noise multiplier the quadrature would need too many steps; log A between integer orders bounds it. */
const SMALLEST_QUADRATURE = 0.05;

/**
 * RDP of order `order` of one release, for neighbours that differ by adding or removing one record.
 * @param samplingRate q in [0, 1]
 * @param noiseMultiplier σ in [0, ∞]; below 0.05 and between integer orders an upper bound, else exact
 * @param order α in (1, ∞)
 */
export function sampledGaussianRdp(samplingRate: number, noiseMultiplier: number, order: number): number {
  if (samplingRate === 0) return 0;
  if (noiseMultiplier === 0) return Infinity;
  if (samplingRate === 1) return order / 2 / noiseMultiplier / noiseMultiplier;
  return logA(samplingRate, noiseMultiplier, order) / (order - 1);
}

function logA(q: number, sigma: number, order: number): number {
  if (Number.isInteger(order)) return log1pExp(logExcessByBinomial(q, sigma, order));
  if (sigma >= SMALLEST_QUADRATURE) return log1pExp(logExcessByQuadrature(q, sigma, order));
  // log A is convex in the order and 0 at order 1.
  const below = Math.floor(order);
  const share = order - below;
  const lower = below === 1 ? 0 : logA(q, sigma, below);
  return (1 - share) * lower + share * logA(q, sigma, below + 1);
}

/** log(A - 1) for an integer order: Σ_{k>=2} C(α, k) q^k (1-q)^(α-k) (exp((k² - k) / 2σ²) - 1), MTZ19 section 3.3. */
function logExcessByBinomial(q: number, sigma: number, order: number): number {
  const logs = new Float64Array(order - 1);
  const [logQ, logRest] = [Math.log(q), Math.log1p(-q)];
  let logBinomial = Math.log(order);
  for (let k = 2; k <= order; k++) {
    logBinomial += Math.log((order - k + 1) / k);
    logs[k - 2] = logBinomial + k * logQ + (order - k) * logRest + logExpm1((k * k - k) / 2 / sigma / sigma);
  }
  return logSumExp(logs);
}

/**
 * log(A - 1) for any order, by the trapezoidal rule over t = z / σ.
 *
 * The integrand is analytic in the strip |Im t| < πσ and decays like a Gaussian, so that the error of step h is about
 * exp(-2π²σ / h) or exp(-2π² / h²), whichever is larger (Trefethen and Weideman 2014): below 1e-15 here.
 */
function logExcessByQuadrature(q: number, sigma: number, order: number): number {
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
