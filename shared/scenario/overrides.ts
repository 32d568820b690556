/** Overrides: `dotted.path: value` in a variant, `dotted.path=value` on the command line. @module */
import { diagnostic, ScenarioError } from "./diagnostics.js";
import { parseYaml } from "./parse.js";
import { formatPath, parsePath } from "./path.js";
import type { Path } from "./path.js";
import { child, mapping, withEntry } from "./tree.js";
import type { Entry, Mapping, Origin, Tree } from "./tree.js";

export interface Override {
  readonly path: Path;
  /** where the path is written */
  readonly key: Origin;
  readonly value: Tree;
}

/** An override that does not fit the tree it is put in. */
export class Misfit extends Error {
  readonly hint: string;
  /** whether a list of another variant may have the element that is missing here */
  readonly missingElement: boolean;

  constructor(message: string, hint: string, missingElement = false) {
    super(message);
    this.hint = hint;
    this.missingElement = missingElement;
  }
}

export const commandLine = (argument: string): Origin => ({ file: `command line: ${argument}` });

/**
 * Reads `key=value`; the value is YAML.
 * @throws {ScenarioError} when it is not of that form
 */
export function parseOverride(argument: string): Override {
  const origin = commandLine(argument);
  const fail = (message: string, hint: string) => new ScenarioError([diagnostic(origin, { path: "", message, hint })]);
  const [, key, text] = /^([^=]*)=(.*)$/s.exec(argument) ?? [];
  if (key === undefined || text === undefined) {
    throw fail("an override has the form key=value", "for example training.rounds=5");
  }
  const path = parsePath(key);
  if (path === undefined) {
    throw fail(`${JSON.stringify(key)} is no path into a scenario`, "for example participants.defences[0].clipNorm=2");
  }
  return { path, key: origin, value: parseYaml(text, () => origin) };
}

/**
 * The tree with the override in it. Maps are merged, except that a map with a `kind` replaces the one before it;
 * everything else, lists too, is replaced whole.
 * @throws {Misfit} when the path leads through something that is not there to be led through
 */
export function applyOverride(tree: Mapping, override: Override): Mapping {
  return put(tree, override, 0) as Mapping;
}

function put(tree: Tree | undefined, override: Override, depth: number): Tree {
  const step = override.path[depth];
  if (step === undefined) return merge(tree, override.value);
  const present = tree?.type === "scalar" && tree.value === null ? undefined : tree;
  const here = formatPath(override.path.slice(0, depth));
  return typeof step === "number"
    ? putElement(present, override, depth, step, here)
    : putEntry(present, override, depth, step, here);
}

function putElement(tree: Tree | undefined, override: Override, depth: number, index: number, here: string): Tree {
  const whole = `give the whole list: ${here}=[...]`;
  if (tree === undefined) throw new Misfit(`there is no list ${here}`, whole, true);
  if (tree.type !== "list") throw new Misfit(`${here} is not a list`, `name a key instead of [${index}]`);
  if (index >= tree.items.length) {
    const elements = tree.items.length === 1 ? "one element" : `${tree.items.length} elements`;
    throw new Misfit(`${here} has ${elements}, counted from 0: there is no [${index}]`, whole, true);
  }
  return { ...tree, items: tree.items.map((item, i) => (i === index ? put(item, override, depth + 1) : item)) };
}

function putEntry(tree: Tree | undefined, override: Override, depth: number, name: string, here: string): Tree {
  if (tree?.type === "list") throw new Misfit(`${here} is a list`, `pick an element: ${here}[0].${name}`);
  if (tree?.type === "scalar") {
    throw new Misfit(`${here} is a single value, without a key ${name}`, `set ${here} itself`);
  }
  const before = tree?.entries.get(name);
  const isLast = depth === override.path.length - 1;
  const key = before === undefined || isLast ? override.key : before.key;
  const entry: Entry = { key, value: put(before?.value, override, depth + 1) };
  return withEntry(tree ?? mapping([], override.value.origin), name, entry);
}

function merge(before: Tree | undefined, after: Tree): Tree {
  if (before?.type !== "map" || after.type !== "map" || after.entries.has("kind")) return after;
  return [...after.entries].reduce<Mapping>(
    (merged, [key, entry]) => withEntry(merged, key, { key: entry.key, value: merge(child(merged, key), entry.value) }),
    before,
  );
}
