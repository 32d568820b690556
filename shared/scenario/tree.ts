/** A scenario as written: plain values that remember where they come from. Immutable. @module */
import type { Path } from "./path.js";

/** A place in a file, or an argument of the command line (then without line and column). */
export interface Origin {
  /** path of the file, or `command line: key=value` */
  readonly file: string;
  /** from 1 */
  readonly line?: number;
  /** from 1 */
  readonly column?: number;
}

export interface Scalar {
  readonly type: "scalar";
  readonly value: string | number | boolean | null;
  /** as written */
  readonly source: string;
  readonly origin: Origin;
}

export interface List {
  readonly type: "list";
  readonly items: readonly Tree[];
  readonly origin: Origin;
}

export interface Entry {
  /** where the key is written */
  readonly key: Origin;
  readonly value: Tree;
}

export interface Mapping {
  readonly type: "map";
  readonly entries: ReadonlyMap<string, Entry>;
  readonly origin: Origin;
}

export type Tree = Scalar | List | Mapping;

export function mapping(entries: Iterable<readonly [string, Entry]>, origin: Origin): Mapping {
  return { type: "map", entries: new Map(entries), origin };
}

/** The same map with one entry added or replaced, in its place. */
export function withEntry(map: Mapping, key: string, entry: Entry): Mapping {
  return mapping([...map.entries, [key, entry]], map.origin);
}

export function child(tree: Tree | undefined, step: string | number): Tree | undefined {
  if (tree?.type === "map") return tree.entries.get(String(step))?.value;
  return tree?.type === "list" && typeof step === "number" ? tree.items[step] : undefined;
}

export function nodeAt(tree: Tree, path: Path): Tree | undefined {
  return path.reduce<Tree | undefined>(child, tree);
}

/** Where the value at `path` is written; where nothing is, where the nearest thing around it is named. */
export function originAt(tree: Tree, path: Path): Origin {
  return nodeAt(tree, path)?.origin ?? keyOriginAt(tree, path.slice(0, -1));
}

/** Where the key of `path` is written; for an element of a list, the element; where nothing is, what is around it. */
export function keyOriginAt(tree: Tree, path: Path): Origin {
  const step = path.at(-1);
  if (step === undefined) return tree.origin;
  const parent = nodeAt(tree, path.slice(0, -1));
  const here = parent?.type === "map" ? parent.entries.get(String(step))?.key : child(parent, step)?.origin;
  return here ?? keyOriginAt(tree, path.slice(0, -1));
}

/** The plain value, as a parser without positions would have given it. */
export function toValue(tree: Tree): unknown {
  if (tree.type === "scalar") return tree.value;
  if (tree.type === "list") return tree.items.map(toValue);
  return Object.fromEntries([...tree.entries].map(([key, { value }]) => [key, toValue(value)]));
}

/** A value in a few words, for "found ...". */
export function describeTree(tree: Tree | undefined): string {
  if (tree === undefined) return "nothing";
  if (tree.type === "list") return tree.items.length === 0 ? "an empty list" : "a list";
  if (tree.type === "map") return tree.entries.size === 0 ? "an empty map" : "a map";
  if (tree.value === null) return "nothing";
  return typeof tree.value === "string" ? shorten(JSON.stringify(tree.value)) : shorten(tree.source);
}

function shorten(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 56)} ...`;
}
