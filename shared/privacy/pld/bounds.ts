/** Bounds on the privacy of a composition from its privacy loss distribution. @module */
import type { LossSample, Repeated } from "./cumulant.js";
import { deltaOfSums, epsilonOfSums, exactSums } from "./exact-sums.js";
import type { Sums } from "./exact-sums.js";
import { deltaOf, epsilonOf } from "./hockey-stick.js";
import type { LossSource } from "./loss-source.js";
import { between, epsilonOfOne } from "./one-release.js";
import { areClose, movedAtMost, refine } from "./refine.js";
import type { Bounds, Wanted } from "./refine.js";
import type { Sampled } from "./stages.js";
import { logDeltaAt, windowForDelta, windowForEpsilon } from "./window.js";

/** Relative excess at which a finer grid is not worth its time; δ moves by more than ε does. */
const PRECISION = { ofEpsilon: 5e-7, ofDelta: 4e-6 };
/** Share of the window that is nothing beside any ε but 0. */
const NOTHING = 1e-9;
/** Share of δ that is given away, to losses beyond the grid. */
const GIVEN_AWAY = 1e-7;
/** Tails of a source whose mass may be in another place than it should, from either side of two grids. */
const TAILS = 4;
/** Share of δ that rounding may have moved further than is assumed. */
const DOUBT = 1e-4;
/** How far below Chernoff's bound δ may be, with room to spare. */
const BELOW_CHERNOFF = 1e-4;

export type { Bounds, Wanted } from "./refine.js";

type Parts = readonly Repeated<LossSource>[];

/** ε at δ of what `parts` compose to, in one direction. @param delta in (0, 1) */
export function epsilonBounds(parts: Parts, delta: number, wanted: Wanted = "both"): Bounds {
  const exact = sumsOf(parts);
  if (exact !== undefined) return same(epsilonOfSums(exact, delta));
  const once = deltaOfOne(parts);
  const ofOne = once && epsilonOfOne(once, delta);
  if (ofOne !== undefined && areClose(ofOne)) return ofOne;
  const tail = (GIVEN_AWAY * delta) / countOf(parts);
  const sampled = withSamples(parts, tail);
  const window = windowForDelta(samplesOf(sampled), Math.log(delta));
  const goal = (epsilon: number) => Math.max(PRECISION.ofEpsilon * epsilon, NOTHING * (window.high - window.low));
  const given = TAILS * tail * countOf(parts);
  return refine(sampled, window, tail, wanted, goal, {
    upper: ({ above }) => epsilonOf(above, delta, "upper"),
    lower({ above, roundings, below }) {
      const { loss, lost } = below();
      const moved = movedAtMost(roundings, DOUBT * delta);
      const rounded = epsilonOf(above, delta * (1 + DOUBT) + given, "lower") - moved;
      const polygon = epsilonOf(loss, delta + given + lost, "lower");
      return Math.max(0, rounded, polygon);
    },
  });
}

/** δ at ε, in one direction. @param epsilon in [0, ∞) */
export function deltaBounds(parts: Parts, epsilon: number, wanted: Wanted = "both"): Bounds {
  const exact = sumsOf(parts);
  if (exact !== undefined) return same(deltaOfSums(exact, epsilon));
  const once = deltaOfOne(parts);
  const ofOne = once && between(once(epsilon));
  if (ofOne !== undefined && areClose(ofOne)) return ofOne;
  const rough = samplesOf(withSamples(parts, ROUGH_TAIL));
  const about = BELOW_CHERNOFF * Math.exp(logDeltaAt(rough, windowForEpsilon(rough, epsilon).tilt, epsilon));
  const tail = Math.max(Number.MIN_VALUE, Math.min(ROUGH_TAIL, (GIVEN_AWAY * about) / countOf(parts)));
  const sampled = withSamples(parts, tail);
  const window = windowForEpsilon(samplesOf(sampled), epsilon);
  const given = TAILS * tail * countOf(parts);
  return refine(sampled, window, tail, wanted, (delta) => PRECISION.ofDelta * delta, {
    upper: ({ above }) => deltaOf(above, epsilon, "upper"),
    lower({ above, roundings, below }) {
      const { loss, lost } = below();
      const doubt = DOUBT * deltaOf(above, epsilon, "upper");
      const rounded = deltaOf(above, epsilon + movedAtMost(roundings, doubt), "lower") - doubt;
      return Math.max(0, rounded - given, deltaOf(loss, epsilon, "lower") - given - lost);
    },
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

/** A single release that has a closed form; beyond the range of floating point, its bounds are apart. */
const deltaOfOne = (parts: Parts): LossSource["delta"] =>
  parts.length === 1 && parts[0].count === 1 ? parts[0].part.delta : undefined;

const same = (value: number): Bounds => ({ lower: value, estimate: value, upper: value });

const withSamples = (parts: Parts, tail: number): Sampled[] =>
  parts.map(({ part, count }) => ({ part, count, sample: part.sample(tail) }));

const samplesOf = (parts: readonly Sampled[]): Repeated<LossSample>[] =>
  parts.map(({ sample, count }) => ({ part: sample, count }));

const countOf = (parts: Parts): number => parts.reduce((sum, { count }) => sum + count, 0);
