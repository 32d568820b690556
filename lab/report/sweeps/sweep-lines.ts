/** Leakage against the one number in which the variants differ, in a line an attack. @module */
import type { PrivacySummary, Summary } from "../../runs/summary.js";
import type { NamedConfig } from "../recorded/configs.js";
import { epsilon, listed } from "../words/format.js";
import { parameterKey, parameterValue } from "../words/parameter-words.js";
import { firstEpsilon } from "../words/privacy-words.js";
import { sweepOf } from "./sweep.js";
import { crossingOf, sweepPoints } from "./sweep-points.js";
import type { SweepPoint } from "./sweep-points.js";

const bound = (privacy: PrivacySummary): string => {
  const spent = firstEpsilon(privacy);
  return Number.isFinite(spent) ? ` (ε ${epsilon(spent)})` : "";
};

function lineOf(points: readonly SweepPoint[], key: string): string {
  const name = parameterKey(key);
  const tried = points.flatMap(({ value }) => (value === undefined ? [] : [value]));
  const range = `${name} from ${parameterValue(tried[0])} to ${parameterValue(tried.at(-1))}`;
  if (points.every(({ isAtControl }) => isAtControl)) return `is no more than its control at any ${range}`;
  const crossing = crossingOf(points);
  if (crossing === undefined) {
    const dips = points.filter(({ isAtControl }) => isAtControl).map(({ value }) => parameterValue(value));
    return `stays above its control for ${range}${dips.length > 0 ? `, but for ${listed(dips)}` : ""}`;
  }
  const { value, privacy, leaksLabels } = crossing.point;
  const place = value === undefined ? "without the defence" : `at ${name} ${parameterValue(value)}${bound(privacy)}`;
  return `falls to its control ${place}${leaksLabels ? ", though labels still leak" : ""}`;
}

/** "Leakage falls to its control at uploadFraction 0.01."; empty where variants differ in anything else. */
export function sweepLines({ variants }: Pick<Summary, "variants">, configs: readonly NamedConfig[]): string[] {
  const sweep = sweepOf(configs);
  if (sweep === undefined) return [];
  const ids = [...new Set(Object.values(variants).flatMap(({ attacks }) => Object.keys(attacks)))];
  return ids.flatMap((id) => {
    const points = sweepPoints({ variants }, sweep, id);
    if (points.length < 2) return [];
    return [`Leakage ${ids.length > 1 ? `to ${id} ` : ""}${lineOf(points, sweep.key)}.`];
  });
}
