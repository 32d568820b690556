/** Rényi divergence of mechanisms whose privacy losses lie in a range: Dong, Durfee and Rogers 2020, arXiv:1909.13830. @module */

const GRID = 256;

/**
 * RDP of an order, nats, of a mechanism whose losses lie in [t − ε, t] for some t in [0, ε]: the greatest over t of that
 * of two outcomes whose losses are t and t − ε, and never more than αε²/8.
 * @param epsilon width of the range, nats, in [0, ∞)
 * @param order α in [1, ∞); the Kullback-Leibler divergence at 1
 */
export function boundedRangeRdp(epsilon: number, order: number): number {
  if (epsilon === 0) return 0;
  const divergence = (t: number) => (order === 1 ? kullbackLeibler(epsilon, t) : renyi(epsilon, t, order));
  let best = 0;
  for (let i = 1; i < GRID; i++) if (divergence((epsilon * i) / GRID) > divergence((epsilon * best) / GRID)) best = i;
  let [a, b] = [(epsilon * Math.max(0, best - 1)) / GRID, (epsilon * Math.min(GRID, best + 1)) / GRID];
  const golden = (Math.sqrt(5) - 1) / 2;
  while (b - a > 1e-9 * epsilon) {
    const [left, right] = [b - golden * (b - a), a + golden * (b - a)];
    if (divergence(left) >= divergence(right)) b = right;
    else a = left;
  }
  return Math.min((order * epsilon ** 2) / 8, divergence((a + b) / 2));
}

/** Probability under Q of the outcome of loss t: q e^t + (1 − q) e^(t − ε) = 1. */
const rare = (epsilon: number, t: number) => Math.expm1(epsilon - t) / Math.expm1(epsilon);

function kullbackLeibler(epsilon: number, t: number): number {
  return rare(epsilon, t) * Math.exp(t) * epsilon + t - epsilon;
}

function renyi(epsilon: number, t: number, order: number): number {
  // e^(α(t − ε)) · (1 + q (e^(αε) − 1)), in logarithms
  const q = rare(epsilon, t);
  const grown = order * epsilon;
  const log = grown > 30 ? grown + Math.log(q + (1 - q) * Math.exp(-grown)) : Math.log1p(q * Math.expm1(grown));
  return (order * (t - epsilon) + log) / (order - 1);
}
