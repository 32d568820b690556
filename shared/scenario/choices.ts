/** Where a scenario picks plug-ins. @module */
import type { PluginKind } from "./catalogue.js";
import type { Path } from "./path.js";
import { child, mapping, nodeAt, withEntry } from "./tree.js";
import type { Mapping, Scalar, Tree } from "./tree.js";

export interface Choice {
  readonly kind: PluginKind;
  readonly path: Path;
  /** the whole map, `kind` included */
  readonly node: Mapping;
  readonly name: Scalar & { readonly value: string };
}

/** Places for one plug-in; `dataset: mnist` is short for `dataset: { kind: mnist }`. */
const singlePlaces: readonly (readonly [PluginKind, readonly [string, string]])[] = [
  ["dataset", ["task", "dataset"]],
  ["model", ["task", "model"]],
  ["partition", ["participants", "partition"]],
  ["aggregator", ["server", "aggregator"]],
];

const listPlaces: readonly (readonly [PluginKind, Path])[] = [
  ["defence", ["participants", "defences"]],
  ["attack", ["attacks"]],
];

/** Every choice that names a plug-in, short forms written out. */
export function choicesIn(tree: Tree): Choice[] {
  const single = singlePlaces.map(([kind, path]) => choice(kind, path, nodeAt(tree, path)));
  const listed = listPlaces.flatMap(([kind, path]) => {
    const list = nodeAt(tree, path);
    return list?.type === "list" ? list.items.map((node, index) => choice(kind, [...path, index], node)) : [];
  });
  return [...single, ...listed].filter((found) => found !== undefined);
}

/** The same tree with `dataset: mnist` written out as `dataset: { kind: mnist }`, so that overrides reach inside. */
export function writeOutChoices(tree: Mapping): Mapping {
  return singlePlaces.reduce<Mapping>((written, [, [room, place]]) => {
    const around = written.entries.get(room);
    const entry = around?.value.type === "map" ? around.value.entries.get(place) : undefined;
    if (around?.value.type !== "map" || entry?.value.type !== "scalar" || typeof entry.value.value !== "string") {
      return written;
    }
    const { origin } = entry.value;
    const value = mapping([["kind", { key: origin, value: entry.value }]], origin);
    return withEntry(written, room, { ...around, value: withEntry(around.value, place, { ...entry, value }) });
  }, tree);
}

function choice(kind: PluginKind, path: Path, node: Tree | undefined): Choice | undefined {
  const name = child(node, "kind");
  if (node?.type !== "map" || name?.type !== "scalar" || typeof name.value !== "string") return undefined;
  return { kind, path, node, name: { ...name, value: name.value } };
}
