/** The scenario format as JSON Schema draft-07, which editors complete and check from. @module */
import { z } from "zod";
import type { Catalogue, PluginKind } from "./catalogue.js";
import { shapeOf } from "./json-shape.js";
import type { JsonShape } from "./json-shape.js";
import { runSchema, scenarioSchema } from "./schema.js";
import { sharedKeys } from "./variants.js";

type Json = Record<string, unknown>;

/** A choice of plug-in in the plain schema, marked by `meta`. */
interface MarkedShape extends JsonShape {
  readonly plugin?: PluginKind;
}

const pathPattern = "^\\.{0,2}/|\\.[cm]?[jt]s$";

/** The schema of a scenario file whose plug-ins are those of `catalogue`, or named by path. */
export function scenarioJsonSchema(catalogue: Catalogue): Json {
  const { $schema, ...whole } = expand(
    z.toJSONSchema(scenarioSchema, { target: "draft-07", io: "input" }) as MarkedShape,
    catalogue,
  );
  const run = expand(shapeOf(runSchema) as MarkedShape, catalogue);
  const properties = { ...(whole.properties as Record<string, Json>) };
  const overrides = { type: "object", properties: dottedPaths(run), additionalProperties: true };
  properties.variants = { ...properties.variants, additionalProperties: overrides };
  return { $schema, title: "fedleak scenario", ...whole, properties };
}

/** Replaces every choice of plug-in by the plug-ins there are, each with its own parameters. */
function expand(shape: MarkedShape, catalogue: Catalogue): Json {
  if (shape.plugin !== undefined) return choices(shape, shape.plugin, catalogue);
  const inner = Object.entries(shape).map(([key, value]): [string, unknown] => {
    if (key === "properties")
      return [key, mapValues(value as Record<string, MarkedShape>, (at) => expand(at, catalogue))];
    if (key === "items" && !Array.isArray(value)) return [key, expand(value as MarkedShape, catalogue)];
    return [key, value];
  });
  return Object.fromEntries(inner);
}

function choices(shape: MarkedShape, kind: PluginKind, catalogue: Catalogue): Json {
  const map = shape.anyOf?.find(({ type }) => type === "object") ?? shape;
  const { kind: _kind, ...own } = map.properties ?? {};
  const required = map.required ?? [];
  const builtIn = catalogue.names(kind).flatMap((name) => {
    const plugin = catalogue.find(kind, name);
    if (plugin === undefined) return [];
    const params = shapeOf(plugin.params);
    return {
      type: "object",
      title: name,
      description: plugin.summary,
      properties: { kind: { const: name, description: plugin.summary }, ...own, ...params.properties },
      required: [...required, ...(params.required ?? [])],
      additionalProperties: false,
    };
  });
  const path = { type: "string", pattern: pathPattern, description: "path of a plug-in, relative to this file" };
  const external = { type: "object", title: "by path", properties: { kind: path, ...own }, required };
  const short = shape.anyOf ? [{ type: "string", enum: catalogue.names(kind) }, path] : [];
  return { description: shape.description, anyOf: [...builtIn, external, ...short] };
}

/** `training.rounds`, ...: what a variant may set, each with its own shape. */
function dottedPaths(shape: Json, prefix = ""): Record<string, unknown> {
  const properties = Object.entries(shape.properties as Record<string, Json>);
  const own = properties.filter(([key]) => prefix !== "" || !sharedKeys.includes(key));
  const inside = own.map(([key, { default: _, ...inner }]) => {
    const isRoom = inner.properties !== undefined;
    return isRoom ? dottedPaths(inner, `${prefix}${key}.`) : { [`${prefix}${key}`]: inner };
  });
  return Object.assign({}, ...inside) as Record<string, unknown>;
}

function mapValues<A, B>(values: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value)]));
}
