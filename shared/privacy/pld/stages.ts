/** A composition in stages: what is repeated often is composed in groups first, on a finer grid of their own. @module */
import { compose } from "./composition.js";
import { cumulant } from "./cumulant.js";
import type { LossSample, Repeated } from "./cumulant.js";
import type { LossSource } from "./loss-source.js";
import { onWiderGrid, tiltedLoss } from "./tilted-loss.js";
import type { TiltedLoss } from "./tilted-loss.js";
import { DEPTH, windowAt } from "./window.js";
import type { Window } from "./window.js";

/** How many losses were put on a grid of that step. */
export interface Rounding {
  readonly count: number;
  readonly step: number;
}

interface Stage {
  readonly source: LossSource;
  /** lesser losses of the source decide nothing */
  readonly lowest: number;
  /** of the source in a group, 1 where there is none */
  readonly each: number;
  /** of the sum of a group */
  readonly window: Window;
  /** groups */
  readonly count: number;
}

/** Repetitions that are worth a transform more. */
const MANY = 64;

/**
 * √count groups of about √count each: as the window of a group is narrower, what its grid adds is the less. What is left
 * over stands alone.
 */
export function inStages(
  parts: readonly (Repeated<LossSource> & { readonly sample: LossSample })[],
  window: Window,
): readonly Stage[] {
  return parts.flatMap(({ part: source, count, sample }) => {
    const groups = Math.floor(Math.sqrt(count));
    const each = Math.floor(count / groups);
    const ofGroup = windowAt([{ part: sample, count: each }], window.tilt);
    const alone = (times: number) => ({ source, each: 1, window, count: times });
    const grouped = { source, each, window: ofGroup, count: groups };
    const isWorthIt = count >= MANY && 2 * widthOf(ofGroup) < widthOf(window);
    const stages = isWorthIt ? [grouped, alone(count - groups * each)] : [alone(count)];
    const least = leastThatCounts(sample, window.tilt, count);
    return stages
      .filter((stage) => stage.count > 0)
      .map((stage) => ({ ...stage, lowest: Math.max(least, -widthOf(stage.window)) }));
  });
}

/** Even if all lesser losses were this one, their tilted mass, times the count, would be e^−DEPTH at most. */
function leastThatCounts(sample: LossSample, tilt: number, count: number): number {
  return (cumulant([{ part: sample, count: 1 }], tilt) - DEPTH - Math.log(count)) / tilt;
}

/** @param tail mass of P, on either side, of each source whose loss may be rounded up to the next point or to infinity */
export function composeStages(
  stages: readonly Stage[],
  window: Window,
  size: number,
  tail: number,
): { readonly loss: TiltedLoss; readonly roundings: readonly Rounding[] } {
  const step = stepOf(window, size);
  const roundings: Rounding[] = [];
  const parts = stages.map((stage) => {
    const { source, each, count, lowest } = stage;
    const own = stepOf(stage.window, size);
    const one = tiltedLoss(source.onGrid(own, tail, lowest), window.tilt);
    roundings.push({ count: each * count, step: own });
    if (each === 1) return { part: one, count };
    roundings.push({ count, step });
    return { part: onWiderGrid(compose([{ part: one, count: each }], stage.window, size), step), count };
  });
  return { loss: compose(parts, window, size), roundings };
}

const widthOf = ({ low, high }: Window): number => high - low;
const stepOf = (window: Window, size: number): number => widthOf(window) / (size - 2);
