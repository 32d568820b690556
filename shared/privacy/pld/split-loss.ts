/** Privacy losses on a grid, each between two of its points. @module */
import type { OutputDistribution, OutputPair } from "./output-pair.js";

/**
 * The distribution under P of a loss. The mass of each interval is shared by its two ends such that both P and Q keep
 * theirs.
 */
export interface SplitLoss {
  readonly step: number;
  /** the least point, in steps */
  readonly first: number;
  /** [n] of interval i, from (first + i) · step to (first + i + 1) · step, what goes to its low end */
  readonly low: Float64Array;
  /** [n] what goes to its high end */
  readonly high: Float64Array;
  /** mass of losses below the first point */
  readonly below: number;
  /** mass of finite losses above the last point */
  readonly above: number;
  /** mass of an infinite loss */
  readonly infinite: number;
}

/**
 * Connects the dots: with all mass at the points, δ(ε) is exact there, and between them on the chord, above the true
 * convex curve (Doroshenko et al. 2022, arXiv:2207.04380). An excess of order step².
 * @param tail mass of P, on either side, that may be beyond the points
 * @param lowest a loss; no point is far below it
 */
export function connectTheDots(pair: OutputPair, step: number, tail: number, lowest: number): SplitLoss {
  const [from, to] = pair.range(tail);
  const first = Math.floor(Math.max(lowest, pair.lossAt(from)) / step);
  const last = Math.max(first, Math.ceil(pair.lossAt(to) / step));
  const [low, high] = [new Float64Array(last - first), new Float64Array(last - first)];
  const [p, q] = [new Intervals(pair.p), new Intervals(pair.q)];
  const start = pair.outputAt(first * step);
  const below = p.upTo(start);
  q.upTo(start);
  // of an interval with masses m_P and m_Q: m_P = a + b, m_Q = a·e^(−low end) + b·e^(−high end)
  const width = -Math.expm1(-step);
  for (let i = 0; i < low.length; i++) {
    const z = pair.outputAt((first + i + 1) * step);
    const [inP, inQ] = [p.upTo(z), q.upTo(z)];
    const loss = (first + i) * step;
    // where Q has hardly a digit left, all is rounded up
    const excess = loss > LARGE_LOSS ? inP : (inP - Math.exp(loss) * inQ) / width;
    high[i] = Math.min(inP, Math.max(0, excess));
    low[i] = inP - high[i];
  }
  return { step, first, low, high, below, above: p.rest, infinite: 0 };
}

const LARGE_LOSS = 300;

/** The masses of neighbouring intervals, from tails that are small where the masses are. */
class Intervals {
  readonly #distribution: OutputDistribution;
  #below = 0;
  #above = 1;

  constructor(distribution: OutputDistribution) {
    this.#distribution = distribution;
  }

  /** From where the last interval ended up to z. */
  upTo(z: number): number {
    const [below, above] = [this.#below, this.#above];
    if (z <= 0) {
      this.#below = this.#distribution.below(z);
      this.#above = 1 - this.#below;
      return Math.max(0, this.#below - below);
    }
    this.#above = this.#distribution.above(z);
    this.#below = 1 - this.#above;
    return Math.max(0, above - this.#above);
  }

  get rest(): number {
    return this.#above;
  }
}
