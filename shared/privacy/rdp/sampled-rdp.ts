/**
 * Rényi differential privacy of noise on a Poisson sample, in nats, for neighbours that differ by one record.
 *
 * With P and Q the noise without and with that record at its worst, and A(α) = E_P[(1 - q + q Q/P)^α], the RDP of order
 * α is log A(α) / (α - 1). That is the greater of the two directions where a reflection exchanges P and Q: Mironov,
 * Talwar and Zhang 2019, theorem 5. As E_P[q Q/P - q] = 0, A(α) - 1 = E_P[(1 + x)^α - 1 - αx] for x = q (Q/P - 1), whose
 * integrand is never negative: sums of it keep all digits even where A(α) is 1 + 1e-15.
 * @module
 */
import { log1pExp, logExpm1, logSumExp } from "../../numeric/log-sum-exp.js";

/** What the RDP on a sample follows from. */
export interface SampledNoise {
  /** log E_P[(Q/P)^k] for integers k >= 2 */
  logMoment(k: number): number;
  /** log(A(α) - 1) for any order; undefined where that would take too many steps */
  logExcess(samplingRate: number, order: number): number | undefined;
}

/**
 * RDP of order `order` of one release, exact but where `logExcess` is undefined: between integer orders an upper bound.
 * @param samplingRate q in (0, 1)
 * @param order α in (1, ∞)
 */
export function sampledRdp(noise: SampledNoise, samplingRate: number, order: number): number {
  return logA(noise, samplingRate, order) / (order - 1);
}

function logA(noise: SampledNoise, q: number, order: number): number {
  if (Number.isInteger(order)) return log1pExp(logExcessByBinomial(noise, q, order));
  const logExcess = noise.logExcess(q, order);
  if (logExcess !== undefined) return log1pExp(logExcess);
  // log A is convex in the order and 0 at order 1.
  const below = Math.floor(order);
  const share = order - below;
  const lower = below === 1 ? 0 : logA(noise, q, below);
  return (1 - share) * lower + share * logA(noise, q, below + 1);
}

/** log(A - 1) for an integer order: Σ_{k>=2} C(α, k) q^k (1-q)^(α-k) (E_P[(Q/P)^k] - 1), MTZ19 section 3.3. */
function logExcessByBinomial({ logMoment }: SampledNoise, q: number, order: number): number {
  const logs = new Float64Array(order - 1);
  const [logQ, logRest] = [Math.log(q), Math.log1p(-q)];
  let logBinomial = Math.log(order);
  for (let k = 2; k <= order; k++) {
    logBinomial += Math.log((order - k + 1) / k);
    logs[k - 2] = logBinomial + k * logQ + (order - k) * logRest + logExpm1(logMoment(k));
  }
  return logSumExp(logs);
}
