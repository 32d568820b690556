/** What an attack got at each value of the one number in which the variants differ. @module */
import type { AttackSummary, MetricSummary, PrivacySummary, Summary } from "../../runs/summary.js";
import { leaksOf } from "../../score/verdict.js";
import { growsFromNone } from "../words/parameter-words.js";
import type { Sweep } from "./sweep.js";

export interface SweepPoint {
  readonly variant: string;
  /** undefined without the defence that the number belongs to */
  readonly value: number | undefined;
  readonly psnrDb: MetricSummary;
  readonly accuracy: number;
  readonly privacy: PrivacySummary;
  /** whether the reconstructions are no better than the guesses without the observation */
  readonly isAtControl: boolean;
  /** whether labels are read all the same */
  readonly leaksLabels: boolean;
}

/** A mean above the control whose interval reaches down to it counts as at it, unless whole images were recovered. */
function isAtControl({ metrics }: AttackSummary, { low, chance }: MetricSummary): boolean {
  const leaks = leaksOf(metrics).filter((what) => what !== "labels");
  return leaks.length === 0 || (leaks.every((what) => what === "pixels") && low <= chance);
}

/** Ascending in value, the variant without the defence where it belongs; variants without targets are left out. */
export function sweepPoints({ variants }: Pick<Summary, "variants">, sweep: Sweep, attack: string): SweepPoint[] {
  const none = growsFromNone(sweep.key) ? -Infinity : Infinity;
  const points = [...sweep.values].flatMap(([variant, value]): SweepPoint[] => {
    const summary = variants[variant];
    const own = summary?.attacks[attack];
    const psnrDb = own?.metrics.psnrDb;
    if (own === undefined || psnrDb === undefined) return [];
    const { accuracy, privacy } = summary;
    const leaksLabels = leaksOf(own.metrics).includes("labels");
    return [{ variant, value, psnrDb, accuracy, privacy, isAtControl: isAtControl(own, psnrDb), leaksLabels }];
  });
  return points.sort((a, b) => (a.value ?? none) - (b.value ?? none));
}

/** From where on, and in which direction, the attack is no better than its control. */
export interface Crossing {
  readonly point: SweepPoint;
  readonly towards: "more" | "less";
}

/**
 * The first value from which on all that were tried, in one direction, are at the control; undefined where there is
 * none, and where the attack is no better than its control anywhere.
 * @param points in the order of `sweepPoints`
 */
export function crossingOf(points: readonly SweepPoint[]): Crossing | undefined {
  const beats = points.map((point) => !point.isAtControl);
  const [first, last] = [beats.indexOf(true), beats.lastIndexOf(true)];
  if (first < 0) return undefined;
  if (last + 1 < points.length) return { point: points[last + 1], towards: "more" };
  return first > 0 ? { point: points[first - 1], towards: "less" } : undefined;
}
