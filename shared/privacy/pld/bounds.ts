/** Bounds on the privacy of a composition from its privacy loss distribution. @module */
import { compose } from "./composition.js";
import type { ComposedLoss } from "./composition.js";
import { sampleLoss } from "./cumulant.js";
import type { LossSample, Repeated } from "./cumulant.js";
import { connectTheDots } from "./discrete-loss.js";
import { deltaOf, epsilonOf } from "./hockey-stick.js";
import type { OutputPair } from "./output-pair.js";
import { windowForDelta, windowForEpsilon } from "./window.js";
import type { Window } from "./window.js";

export interface Bounds {
  readonly lower: number;
  /** at most the upper bound, and closer to the truth than either */
  readonly estimate: number;
  readonly upper: number;
}

/** Cells of the composed loss: as few as do, to begin with, and the most. */
const [FEWEST, MOST] = [2 ** 12, 2 ** 20];
/** Relative change between grids from which on a finer one is not worth its time. */
const PRECISION = 5e-6;
/** Share of δ that is given away: to losses beyond the grid, and to what rounding the losses may have moved. */
const GIVEN_AWAY = 1e-7;
/** Share of δ below the lower bound's claim. */
const DOUBT = 1e-3;

/** ε at δ of what `parts` compose to, in one direction. @param delta in (0, 1) */
export function epsilonBounds(parts: readonly Repeated<OutputPair>[], delta: number): Bounds {
  const steps = parts.reduce((sum, { count }) => sum + count, 0);
  const tail = (GIVEN_AWAY * delta) / steps;
  const samples = samplesOf(parts, tail);
  const window = windowForDelta(samples, Math.log(delta));
  return refine(parts, window, tail, (composed) => {
    const slack = movedAtMost(composed.step, steps, DOUBT * delta);
    return {
      lower: Math.max(0, epsilonOf(composed, delta * (1 + DOUBT)) - slack),
      estimate: epsilonOf(composed, delta * (1 + 2 * GIVEN_AWAY)),
      upper: epsilonOf(composed, delta),
    };
  });
}

/** δ at ε, in one direction. @param epsilon in [0, ∞) */
export function deltaBounds(parts: readonly Repeated<OutputPair>[], epsilon: number): Bounds {
  const steps = parts.reduce((sum, { count }) => sum + count, 0);
  const rough = samplesOf(parts, 1e-30);
  const window = windowForEpsilon(rough, epsilon);
  const tail = 1e-30;
  return refine(parts, window, tail, (composed) => {
    const upper = deltaOf(composed, epsilon);
    const slack = movedAtMost(composed.step, steps, DOUBT * upper);
    return { lower: Math.max(0, deltaOf(composed, epsilon + slack) - DOUBT * upper), estimate: upper, upper };
  });
}

function refine(
  parts: readonly Repeated<OutputPair>[],
  window: Window,
  tail: number,
  read: (composed: ComposedLoss) => Bounds,
): Bounds {
  let bounds: Bounds | undefined;
  for (let size = FEWEST; size <= MOST; size *= 4) {
    const step = (window.high - window.low) / (size - 2);
    const losses = parts.map(({ part, count }) => ({
      part: connectTheDots(part, step, tail, window.low - window.high),
      count,
    }));
    const next = read(compose(losses, window, size));
    const change = Math.abs(next.upper - (bounds?.upper ?? Infinity));
    bounds = next;
    if (!(change > PRECISION * next.upper)) break;
  }
  return bounds!;
}

function samplesOf(parts: readonly Repeated<OutputPair>[], tail: number): Repeated<LossSample>[] {
  return parts.map(({ part, count }) => ({ part: sampleLoss(part, tail), count }));
}

/**
 * How far connecting the dots may have moved the sum of `steps` losses up, but for a probability `doubt`. Each moves by
 * less than a step; on average, given its interval, from that interval's own loss log(m_P / m_Q) by at most step²/8 (the
 * gap between a chord and the exponential), and that one is a post-processing of the mechanism; the rest is a bounded
 * martingale (Hoeffding 1963).
 */
function movedAtMost(step: number, steps: number, doubt: number): number {
  return (steps * step * step) / 8 + step * Math.sqrt((steps / 2) * Math.log(1 / doubt));
}
