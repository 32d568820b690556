/** From a privacy target to the parameter that meets it: noise, steps, sampling rate. @module */
import { findRoot } from "../numeric/root.js";
import type { Accountant } from "../plugins/accountant.js";
import { ImpossibleCombination } from "../plugins/plugin.js";
import { lastInteger } from "./calibrate-integer.js";
import type { DpEvent, NeighbouringRelation } from "./events.js";

export interface PrivacyTarget {
  /** nats, in (0, ∞) */
  readonly epsilon: number;
  /** in [0, 1) */
  readonly delta: number;
  readonly neighbours: NeighbouringRelation;
}

export interface CalibratedParameter {
  /** in words */
  readonly name: string;
  /** in non-negative numbers; both ends are allowed */
  readonly lowest: number;
  readonly highest: number;
  /** what more of it does to epsilon, which never does the opposite */
  readonly epsilon: "falls" | "rises";
  readonly isInteger?: boolean;
}

export const noiseMultiplier: CalibratedParameter = {
  name: "noise multiplier",
  lowest: 0,
  highest: 2 ** 60,
  epsilon: "falls",
};
export const samplingRate: CalibratedParameter = { name: "sampling rate", lowest: 0, highest: 1, epsilon: "rises" };
export const steps: CalibratedParameter = {
  name: "number of steps",
  lowest: 0,
  highest: 2 ** 40,
  epsilon: "rises",
  isInteger: true,
};

/** Stands for log 0 and log ∞: epsilon is 0 or infinite, and a line through it would lead nowhere. */
const LOG_EXTREME = 745;
/** Smaller values than exp of this are not tried; the lowest is. */
const LOG_SMALLEST = -600;

/**
 * The value that spends the target best: the smallest that meets it where epsilon falls, the greatest where it rises. It
 * meets the target by the accountant's own word, and a value that is `precision` nearer to the other side would miss it.
 * @param events all that is released at a value of the parameter
 * @param precision relative, of a real parameter; an accountant that is smooth to less takes a few evaluations more
 * @throws {ImpossibleCombination} when no allowed value meets the target
 * @throws {RangeError} on a target outside its range or an event that the accountant refuses
 */
export function calibrate(
  accountant: Accountant,
  target: PrivacyTarget,
  events: (value: number) => readonly DpEvent[],
  parameter: CalibratedParameter,
  precision = 1e-9,
): number {
  checkTarget(target);
  const { lowest, highest, isInteger = false } = parameter;
  const logRatio = (value: number): number => {
    const epsilon = accountant.epsilon(events(value), target.delta, target.neighbours);
    return Math.max(-LOG_EXTREME, Math.min(LOG_EXTREME, Math.log(epsilon / target.epsilon)));
  };
  // from the most private value to the one that spends most
  const [safest, boldest] = parameter.epsilon === "falls" ? [highest, lowest] : [lowest, highest];
  // for real parameters the ends are cheap to account: no noise, everybody sampled
  if (!isInteger && logRatio(boldest) <= 0) return boldest;

  const valueAt = (log: number): number => {
    if (log < LOG_SMALLEST) return lowest;
    const value = isInteger ? Math.round(Math.exp(log)) : Math.exp(log);
    return Math.max(lowest, Math.min(highest, value));
  };
  const found = new Map<number, number>();
  const excess = (log: number): number => {
    const kept = found.get(log) ?? logRatio(valueAt(log));
    found.set(log, kept);
    return kept;
  };
  const start = Math.max(Math.log(lowest), Math.min(0, Math.log(highest)));
  const bracket = surround(excess, valueAt, start, safest, boldest);
  if (bracket === undefined) throw unreachable(accountant, target, parameter);
  const { meeting, missing } = bracket;
  if (missing === undefined) return valueAt(meeting);
  if (isInteger) {
    const ends = [meeting, missing].map((log) => ({ value: valueAt(log), excess: excess(log) }));
    return lastInteger(logRatio, ends[0], ends[1]);
  }
  findRoot(excess, meeting, missing, precision);
  const met = [...found].filter(([, ratio]) => ratio <= 0).map(([log]) => log);
  return valueAt(parameter.epsilon === "falls" ? Math.min(...met) : Math.max(...met));
}

/**
 * Logarithms of a value that meets the target and of one that misses it, from `start` outwards in growing steps; without
 * the latter where even the boldest meets it, undefined where even the safest does not.
 */
function surround(
  excess: (log: number) => number,
  valueAt: (log: number) => number,
  start: number,
  safest: number,
  boldest: number,
): { readonly meeting: number; readonly missing?: number } | undefined {
  const meets = (log: number): boolean => excess(log) <= 0;
  const startMeets = meets(start);
  const end = startMeets ? boldest : safest;
  let before = start;
  for (let step = Math.LN2; valueAt(before) !== end; step *= 2) {
    const log = before + (end > valueAt(before) ? step : -step);
    if (meets(log) !== startMeets)
      return startMeets ? { meeting: before, missing: log } : { meeting: log, missing: before };
    before = log;
  }
  return startMeets ? { meeting: before } : undefined;
}

/** The smallest noise multiplier whose events meet the target: {@link calibrate}, to a billionth. */
export function calibrateNoiseMultiplier(
  accountant: Accountant,
  target: PrivacyTarget,
  events: (noiseMultiplier: number) => readonly DpEvent[],
): number {
  return calibrate(accountant, target, events, noiseMultiplier);
}

function checkTarget({ epsilon, delta }: PrivacyTarget): void {
  if (!(epsilon > 0 && epsilon < Infinity)) throw new RangeError(`target epsilon is ${epsilon}, must be in (0, ∞)`);
  if (!(delta >= 0 && delta < 1)) throw new RangeError(`delta is ${delta}, must be in [0, 1)`);
}

function unreachable(
  accountant: Accountant,
  { epsilon, delta }: PrivacyTarget,
  { name, lowest, highest }: CalibratedParameter,
): ImpossibleCombination {
  return new ImpossibleCombination(
    `no ${name} from ${lowest} to ${highest} gives epsilon ${epsilon} at delta ${delta} under the accountant ${accountant.name}`,
    { hint: "raise the target epsilon or delta, or choose another accountant" },
  );
}
