/** Privacy losses on a grid, never less private than the pair they stand for. @module */
import type { OutputDistribution, OutputPair } from "./output-pair.js";

/** The distribution under P of a loss that is a multiple of `step`, or infinite. */
export interface DiscreteLoss {
  readonly step: number;
  /** the least loss, in steps */
  readonly first: number;
  /** [n], of the losses first · step, (first + 1) · step, ... */
  readonly masses: Float64Array;
  /** mass of an infinite loss */
  readonly infinite: number;
}

/**
 * Connects the dots: the mass of each interval goes to its ends such that both P and Q keep theirs, so that δ(ε) is exact
 * at the grid's points, and between them on the chord, above the true convex curve (Doroshenko et al. 2022,
 * arXiv:2207.04380). An excess of order step².
 * @param tail mass of P, on either side, whose loss is rounded up to the next point or to infinity
 * @param lowest a loss; lesser ones are rounded up to it
 */
export function connectTheDots(pair: OutputPair, step: number, tail: number, lowest: number): DiscreteLoss {
  const [low, high] = pair.range(tail);
  const first = Math.floor(Math.max(lowest, pair.lossAt(low)) / step);
  const last = Math.max(first, Math.ceil(pair.lossAt(high) / step));
  const masses = new Float64Array(last - first + 1);
  const [p, q] = [new Intervals(pair.p), new Intervals(pair.q)];
  const start = pair.outputAt(first * step);
  masses[0] = p.upTo(start);
  q.upTo(start);
  // of an interval with masses m_P and m_Q: m_P = a + b, m_Q = a·e^(−low end) + b·e^(−high end)
  const width = -Math.expm1(-step);
  for (let i = 1; i < masses.length; i++) {
    const z = pair.outputAt((first + i) * step);
    const [inP, inQ] = [p.upTo(z), q.upTo(z)];
    const loss = (first + i - 1) * step;
    // where Q has hardly a digit left, all is rounded up
    const excess = loss > LARGE_LOSS ? inP : (inP - Math.exp(loss) * inQ) / width;
    const atHighEnd = Math.min(inP, Math.max(0, excess));
    masses[i] = atHighEnd;
    masses[i - 1] += inP - atHighEnd;
  }
  return { step, first, masses, infinite: p.rest };
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
