/** Bounds from a composition on a grid that is as fine as they need. @module */
import { composeStages, inStages } from "./stages.js";
import type { Composed, Rounding, Sampled } from "./stages.js";
import type { Window } from "./window.js";

export interface Bounds {
  readonly lower: number;
  /** between both, the best guess at the truth */
  readonly estimate: number;
  readonly upper: number;
}

/** Whether the upper bound alone is to be found; a lower one of 0 is then given with it. */
export type Wanted = "upper" | "both";

/** Cells of the composed loss: as few as do, to begin with, and the most. */
const [FEWEST, MOST] = [2 ** 11, 2 ** 19];
/** Relative distance at which the lower bound is close enough. */
const APART = 2e-3;
/** Cells at which a lower bound is left where it is: where losses are atoms, it gains as their number, not as its square. */
const ENOUGH = 2 ** 17;

/**
 * Reads bounds off ever finer grids until they are tight.
 * @param tail mass of P, on either side, of each part whose loss may be rounded up to the next point or to infinity
 * @param goalAt how far above the truth an upper bound may be
 */
export function refine(
  parts: readonly Sampled[],
  window: Window,
  tail: number,
  wanted: Wanted,
  goalAt: (upper: number) => number,
  read: { readonly upper: (composed: Composed) => number; readonly lower: (composed: Composed) => number },
): Bounds {
  const stages = inStages(parts, window);
  let before = Infinity;
  for (let size = FEWEST, finer = 1; ; size *= finer) {
    const composed = composeStages(stages, window, size, tail);
    const upper = composed === undefined ? Infinity : read.upper(composed);
    // the excess is about as the square of the step
    const excess = Math.abs(before - upper) / (finer ** 2 - 1);
    before = upper;
    const goal = goalAt(upper);
    const isTight = excess <= goal;
    if (isTight || size === MOST) {
      const lower = wanted === "both" && composed !== undefined ? Math.min(upper, read.lower(composed)) : 0;
      if (wanted === "upper" || size >= ENOUGH || areClose({ lower, upper })) {
        return { lower, estimate: isTight ? Math.max(lower, upper - excess) : upper, upper };
      }
    }
    finer = finer === 1 ? 4 : 2 ** Math.max(1, Math.min(3, Math.ceil(Math.log2(excess / goal) / 2) || 2));
    finer = Math.min(finer, MOST / size);
  }
}

export const areClose = ({ lower, upper }: Omit<Bounds, "estimate">): boolean => !(upper - lower > APART * upper);

/**
 * How far rounding to grids may have moved the sum of the losses up, but for a probability `doubt`. Each loss moves by
 * less than a step; on average, given its interval, from that interval's own loss log(m_P / m_Q) by at most step²/8 (the
 * gap between a chord and the exponential), and that one is a post-processing of the mechanism; the rest is a bounded
 * martingale (Hoeffding 1963).
 */
export function movedAtMost(roundings: readonly Rounding[], doubt: number): number {
  const squares = roundings.reduce((sum, { count, step }) => sum + count * step * step, 0);
  return squares / 8 + Math.sqrt((squares / 2) * Math.log(1 / doubt));
}
