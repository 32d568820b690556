/** Bounds on the privacy of a composition from its privacy loss distribution. @module */
import type { LossSample, Repeated } from "./cumulant.js";
import { deltaOfSums, epsilonOfSums, exactSums } from "./exact-sums.js";
import type { Sums } from "./exact-sums.js";
import { deltaOf, epsilonOf } from "./hockey-stick.js";
import type { LossSource } from "./loss-source.js";
import { between, epsilonOfOne } from "./one-release.js";
import { composeStages, inStages } from "./stages.js";
import type { Rounding } from "./stages.js";
import type { TiltedLoss } from "./tilted-loss.js";
import { logDeltaAt, windowForDelta, windowForEpsilon } from "./window.js";
import type { Window } from "./window.js";

export interface Bounds {
  readonly lower: number;
  /** between both, and closer to the truth than either */
  readonly estimate: number;
  readonly upper: number;
}

/** Whether the upper bound alone is to be tight; the lower one takes a finer grid. */
export type Wanted = "upper" | "both";

/** Cells of the composed loss: as few as do, to begin with, and the most. */
const [FEWEST, MOST] = [2 ** 11, 2 ** 19];
/** Relative excess at which a finer grid is not worth its time; δ moves by more than ε does. */
const PRECISION = { ofEpsilon: 1e-6, ofDelta: 2e-7 };
/** Relative distance at which the lower bound is close enough. */
const APART = 1e-3;
/** Share of δ that is given away, to losses beyond the grid. */
const GIVEN_AWAY = 1e-7;
/** Share of δ below the lower bound's claim. */
const DOUBT = 1e-4;
/** How far below Chernoff's bound δ may be, with room to spare. */
const BELOW_CHERNOFF = 1e-4;

type Parts = readonly Repeated<LossSource>[];

/** ε at δ of what `parts` compose to, in one direction. @param delta in (0, 1) */
export function epsilonBounds(parts: Parts, delta: number, wanted: Wanted = "both"): Bounds {
  const exact = sumsOf(parts);
  if (exact !== undefined) return same(epsilonOfSums(exact, delta));
  const once = deltaOfOne(parts);
  if (once !== undefined) return epsilonOfOne(once, delta);
  const tail = (GIVEN_AWAY * delta) / countOf(parts);
  const sampled = withSamples(parts, tail);
  const window = windowForDelta(samplesOf(sampled), Math.log(delta));
  return refine(sampled, window, tail, wanted, PRECISION.ofEpsilon, ({ loss, roundings }) => ({
    lower: Math.max(0, epsilonOf(loss, delta * (1 + DOUBT)) - movedAtMost(roundings, (DOUBT - 2 * GIVEN_AWAY) * delta)),
    upper: epsilonOf(loss, delta),
  }));
}

/** δ at ε, in one direction. @param epsilon in [0, ∞) */
export function deltaBounds(parts: Parts, epsilon: number, wanted: Wanted = "both"): Bounds {
  const exact = sumsOf(parts);
  if (exact !== undefined) return same(deltaOfSums(exact, epsilon));
  const once = deltaOfOne(parts);
  if (once !== undefined) return between(once(epsilon));
  const rough = samplesOf(withSamples(parts, ROUGH_TAIL));
  const about = BELOW_CHERNOFF * Math.exp(logDeltaAt(rough, windowForEpsilon(rough, epsilon).tilt, epsilon));
  const tail = Math.max(Number.MIN_VALUE, Math.min(ROUGH_TAIL, (GIVEN_AWAY * about) / countOf(parts)));
  const sampled = withSamples(parts, tail);
  const window = windowForEpsilon(samplesOf(sampled), epsilon);
  return refine(sampled, window, tail, wanted, PRECISION.ofDelta, ({ loss, roundings }) => {
    const upper = deltaOf(loss, epsilon);
    const doubt = DOUBT * upper;
    const given = 2 * tail * countOf(parts);
    const moved = deltaOf(loss, epsilon + movedAtMost(roundings, doubt));
    return { lower: Math.max(0, moved - doubt - given), upper };
  });
}

/** Of a first look at δ. */
const ROUGH_TAIL = 1e-30;

/** Sums up to which none are rounded to a grid. */
const MOST_SUMS = 3000;

/** The sums of losses that all have few outcomes. */
function sumsOf(parts: Parts): Sums | undefined {
  const few = parts.flatMap(({ part: { outcomes }, count }) => (outcomes ? [{ part: outcomes, count }] : []));
  return few.length === parts.length ? exactSums(few, MOST_SUMS) : undefined;
}

/** A single release that has a closed form. */
const deltaOfOne = (parts: Parts): LossSource["delta"] =>
  parts.length === 1 && parts[0].count === 1 ? parts[0].part.delta : undefined;

const same = (value: number): Bounds => ({ lower: value, estimate: value, upper: value });

type Sampled = Repeated<LossSource> & { readonly sample: LossSample };

const withSamples = (parts: Parts, tail: number): Sampled[] =>
  parts.map(({ part, count }) => ({ part, count, sample: part.sample(tail) }));

const samplesOf = (parts: readonly Sampled[]): Repeated<LossSample>[] =>
  parts.map(({ sample, count }) => ({ part: sample, count }));

const countOf = (parts: Parts): number => parts.reduce((sum, { count }) => sum + count, 0);

function refine(
  parts: readonly Sampled[],
  window: Window,
  tail: number,
  wanted: Wanted,
  precision: number,
  read: (composed: { loss: TiltedLoss; roundings: readonly Rounding[] }) => Omit<Bounds, "estimate">,
): Bounds {
  const stages = inStages(parts, window);
  let [before, excess] = [Infinity, Infinity];
  let found: Omit<Bounds, "estimate">;
  for (let size = FEWEST, finer = 1; ; size *= finer) {
    found = read(composeStages(stages, window, size, tail));
    if (!(found.upper < Infinity)) break;
    // the excess is about as the square of the step
    excess = Math.abs(before - found.upper) / (finer ** 2 - 1);
    before = found.upper;
    const isApart = wanted === "both" && found.upper - found.lower > APART * found.upper;
    const goal = precision * found.upper;
    if ((excess <= goal && !isApart) || size === MOST) break;
    finer = finer === 1 ? 4 : 2 ** Math.max(1, Math.min(4, Math.ceil(Math.log2(excess / goal) / 2)));
    finer = Math.min(finer, MOST / size);
  }
  const { lower, upper } = found;
  return { lower, estimate: !(upper < Infinity) ? upper : Math.max(lower, upper - excess), upper };
}

/**
 * How far rounding to grids may have moved the sum of the losses up, but for a probability `doubt`. Each loss moves by
 * less than a step; on average, given its interval, from that interval's own loss log(m_P / m_Q) by at most step²/8 (the
 * gap between a chord and the exponential), and that one is a post-processing of the mechanism; the rest is a bounded
 * martingale (Hoeffding 1963).
 */
function movedAtMost(roundings: readonly Rounding[], doubt: number): number {
  const squares = roundings.reduce((sum, { count, step }) => sum + count * step * step, 0);
  return squares / 8 + Math.sqrt((squares / 2) * Math.log(1 / doubt));
}
