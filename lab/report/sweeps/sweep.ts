/** Variants that differ in one number alone: which number, and what each of them has there. @module */
import { formatPath } from "../../../shared/scenario/path.js";
import type { Path } from "../../../shared/scenario/path.js";
import type { NamedConfig } from "../recorded/configs.js";

export interface Sweep {
  /** dotted path into the scenario, such as "training.uploadFraction" */
  readonly key: string;
  /** by variant; undefined for the one without the defence that the number belongs to */
  readonly values: ReadonlyMap<string, number | undefined>;
}

type Leaves = ReadonlyMap<string, unknown>;

/** What decides how a run is carried out, and nothing of what it finds. */
const immaterial: readonly unknown[] = ["launch", "limits"];

function leavesOf(value: unknown, path: Path = []): [string, unknown][] {
  if (typeof value !== "object" || value === null) return [[formatPath(path), value]];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return entries.flatMap(([step, inner]) => (immaterial.includes(step) ? [] : leavesOf(inner, [...path, step])));
}

const valuesAt = (key: string, variants: readonly Leaves[]): Set<unknown> =>
  new Set(variants.filter((leaves) => leaves.has(key)).map((leaves) => leaves.get(key)));

/** The part of `key` that names the defence it belongs to, if it does. */
const defenceOf = (key: string): string | undefined => /^participants\.defences\[\d+\]\./.exec(key)?.[0];

/** Whether `leaves` has nothing at all of the defence that `key` belongs to. */
function lacksDefence(leaves: Leaves, key: string): boolean {
  const defence = defenceOf(key);
  return defence !== undefined && ![...leaves.keys()].some((own) => own.startsWith(defence));
}

/** The one key under which variants that have it differ, where they share all others. */
function onlyDifference(variants: readonly Leaves[]): string | undefined {
  const keys = [...new Set(variants.flatMap((leaves) => [...leaves.keys()]))];
  const [key, ...others] = keys.filter((candidate) => valuesAt(candidate, variants).size > 1);
  if (key === undefined || others.length > 0) return undefined;
  const isComparable = variants.every((leaves) => {
    const missing = keys.filter((candidate) => !leaves.has(candidate));
    return missing.length === 0 || (!leaves.has(key) && missing.every((absent) => lacksDefence(leaves, absent)));
  });
  return isComparable ? key : undefined;
}

/** Undefined unless three variants or more differ in one number alone; one of them may lack its defence. */
export function sweepOf(configs: readonly NamedConfig[]): Sweep | undefined {
  const variants = configs.map(({ config }): Leaves => new Map(leavesOf(config)));
  const key = variants.length < 3 ? undefined : onlyDifference(variants);
  if (key === undefined) return undefined;
  const values = variants.map((leaves) => leaves.get(key));
  const areNumbers = values.every((value) => value === undefined || typeof value === "number");
  if (!areNumbers || new Set(values).size < values.length) return undefined;
  return { key, values: new Map(configs.map(({ name }, i) => [name, values[i]])) };
}
