/** A composition in stages: what is repeated often is composed in groups first, on a finer grid of their own. @module */
import { compose } from "./composition.js";
import { cumulant } from "./cumulant.js";
import type { LossSample, Repeated } from "./cumulant.js";
import { fromBelow } from "./from-below.js";
import type { LossSource } from "./loss-source.js";
import { fromAbove, onWiderGrid, tiltedSplit } from "./tilted-loss.js";
import type { TiltedLoss, TiltedSplit } from "./tilted-loss.js";
import { DEPTH, windowAt } from "./window.js";
import type { Window } from "./window.js";

/** How many losses were put on a grid of that step. */
export interface Rounding {
  readonly count: number;
  readonly step: number;
}

/** A part with a sample of its losses, to choose windows by. */
export type Sampled = Repeated<LossSource> & { readonly sample: LossSample };

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
export function inStages(parts: readonly Sampled[], window: Window): readonly Stage[] {
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

export interface Composed {
  /** its δ is never below the truth, but for what is added to it: the tails' masses */
  readonly above: TiltedLoss;
  /** what the losses of `above` were rounded to */
  readonly roundings: readonly Rounding[];
  /** a loss whose δ is at most `lost` above the truth */
  below(): { readonly loss: TiltedLoss; readonly lost: number };
}

/**
 * @param tail mass of P, on either side, of each source that may be beyond the grid
 * @returns undefined where there are too few cells for so many roundings
 */
export function composeStages(
  stages: readonly Stage[],
  window: Window,
  size: number,
  tail: number,
): Composed | undefined {
  const whole = gridOn(window, size, stages.reduce((sum, { count }) => sum + count, 0)); // prettier-ignore
  const grids = stages.map((stage) => (stage.each === 1 ? whole : gridOn(stage.window, size, stage.each)));
  if (whole === undefined || grids.includes(undefined)) return undefined;
  const gridded = stages.map((stage, i) => {
    const { step } = grids[i]!;
    const split = tiltedSplit(stage.source.onGrid(step, tail, stage.lowest), window.tilt);
    return { ...stage, grid: grids[i]!, split };
  });
  const composed = (put: (split: TiltedSplit, count: number) => TiltedLoss) => {
    const parts = gridded.map(({ split, each, count, grid }) => {
      const part = put(split, each * count);
      if (each === 1) return { part, count };
      const group = compose([{ part, count: each }], grid.window, size);
      return { part: put(onWiderGrid(group, whole.step), count), count };
    });
    return compose(parts, whole.window, size);
  };
  return {
    above: composed(fromAbove),
    roundings: gridded.flatMap(({ grid, each, count }) => [
      { count: each * count, step: grid.step },
      ...(each === 1 ? [] : [{ count, step: whole.step }]),
    ]),
    below() {
      let lost = 0;
      const loss = composed((split, count) => {
        const found = fromBelow(split);
        lost += count * found.lost;
        return found.loss;
      });
      // one after another takes its loss, beside others whose masses are at most 1 plus what each has lost
      return { loss, lost: lost * Math.exp(lost) };
    },
  };
}

const widthOf = ({ low, high }: Window): number => high - low;

/**
 * A grid for a sum of `terms` losses, with room for what rounding each by two steps at most adds to its spread (Hoeffding
 * 1963): where losses are bounded, the window may end just beyond the greatest sum.
 */
function gridOn(window: Window, size: number, terms: number): { step: number; window: Window } | undefined {
  const margin = 1 + Math.ceil(2 * Math.min(terms, Math.sqrt((terms / 2) * DEPTH)));
  if (4 * margin > size) return undefined;
  const step = widthOf(window) / (size - 2 - 2 * margin);
  return { step, window: { ...window, low: window.low - margin * step, high: window.high + margin * step } };
}
