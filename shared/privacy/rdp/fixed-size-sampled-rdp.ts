/** Rényi differential privacy of a mechanism on a sample of fixed size: Wang, Balle and Kasiviswanathan 2019, arXiv:1808.00087. @module */
import { log1pExp, logExpm1, logSumExp } from "../../numeric/log-sum-exp.js";

/** The mechanism on all of the sample, for neighbours of which one record is replaced. */
export interface InnerMechanism {
  readonly pureEpsilon: number;
  readonly rdp: (order: number) => number;
  /** log E_P[(Q/P - 1)^l] for even l >= 2; asked for the same l many times */
  readonly logCentralMoment: (l: number) => number;
}

/**
 * An upper bound on the RDP of an order, nats, for neighbours of which one record is replaced: theorem 27 and, term by
 * term where that is less, theorem 9; never more than that of the mechanism on everything. Between integer orders by the
 * convexity of (α - 1) RDP(α), corollary 10.
 * @param share size of the sample / number of records, in (0, 1)
 * @param order α in (1, ∞)
 */
export function fixedSizeSampledRdp(inner: InnerMechanism, share: number, order: number): number {
  const below = Math.floor(order);
  const [lower, upper] = [below, below + 1].map((integer) =>
    integer === 1 || (integer > below && order === below) ? 0 : logMoment(inner, share, integer),
  );
  const weight = order - below;
  return Math.min(inner.rdp(order), ((1 - weight) * lower + weight * upper) / (order - 1));
}

/** log(1 + Σ_{j>=2} C(α, j) share^j (a bound on the ternary Pearson-Vajda divergence of order j)). */
function logMoment({ pureEpsilon, rdp, logCentralMoment }: InnerMechanism, share: number, order: number): number {
  const logs = new Float64Array(order - 1);
  // at most min(2, (e^ε - 1)^j) times E_P[(Q/P)^j]
  const logMost = logExpm1(pureEpsilon);
  let logBinomial = Math.log(order);
  for (let j = 2; j <= order; j++) {
    logBinomial += Math.log((order - j + 1) / j);
    const byPower = (j - 1) * rdp(j) + Math.min(Math.LN2, j * logMost);
    const byMoments = 2 * Math.LN2 + (logCentralMoment(j - (j % 2)) + logCentralMoment(j + (j % 2))) / 2;
    logs[j - 2] = logBinomial + j * Math.log(share) + Math.min(byPower, byMoments);
  }
  return log1pExp(logSumExp(logs));
}
