/** What a zod schema allows, as plain data: its JSON Schema, walked by path and put into words. @module */
import { z } from "zod";
import type { Path } from "./path.js";

/** The part of JSON Schema draft-07 that zod's schemas come out as. */
export interface JsonShape {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonShape>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonShape | boolean;
  readonly items?: JsonShape | readonly JsonShape[];
  readonly anyOf?: readonly JsonShape[];
  /** of maps that one of their keys tells apart */
  readonly oneOf?: readonly JsonShape[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly pattern?: string;
  readonly multipleOf?: number;
}

const known = new WeakMap<z.ZodType, JsonShape>();

/** What may be written, before defaults are filled in. */
export function shapeOf(schema: z.ZodType): JsonShape {
  const shape =
    known.get(schema) ??
    (z.toJSONSchema(schema, { target: "draft-07", io: "input", unrepresentable: "any" }) as JsonShape);
  known.set(schema, shape);
  return shape;
}

/** The shape at a path, undefined where the schema says nothing. */
export function shapeAt(shape: JsonShape, path: Path): JsonShape | undefined {
  return path.reduce<JsonShape | undefined>((at, step) => at && stepInto(at, step), shape);
}

function stepInto(shape: JsonShape, step: string | number): JsonShape | undefined {
  const branches = branchesOf(shape);
  if (branches) return either(branches.map((branch) => stepInto(branch, step)).filter((found) => found !== undefined));
  if (typeof step === "number")
    return Array.isArray(shape.items) ? shape.items[step] : (shape.items as JsonShape | undefined);
  const { additionalProperties: others } = shape;
  return property(shape, step) ?? (typeof others === "object" ? others : undefined);
}

/** The first of several shapes, or a choice among the words that tell them apart. */
function either(shapes: readonly JsonShape[]): JsonShape | undefined {
  if (shapes.length < 2 || shapes.some((shape) => shape.const === undefined)) return shapes[0];
  return { enum: shapes.map((shape) => shape.const) };
}

function branchesOf({ anyOf, oneOf }: JsonShape): readonly JsonShape[] | undefined {
  return anyOf ?? oneOf;
}

/** The shape of a key of a map; "constructor" and the like have none. */
export function property({ properties = {} }: JsonShape, key: string): JsonShape | undefined {
  return Object.hasOwn(properties, key) ? properties[key] : undefined;
}

/** Keys a map of this shape may have, each once. */
export function keysOf(shape: JsonShape | undefined): readonly string[] {
  const more = (branchesOf(shape ?? {}) ?? []).flatMap(keysOf);
  return [...new Set([...Object.keys(shape?.properties ?? {}), ...more])];
}

/** Words a value of this shape may be; empty when it is not a choice among words. */
export function wordsOf(shape: JsonShape | undefined): readonly string[] {
  const own = shape?.enum ?? (shape?.const === undefined ? [] : [shape.const]);
  return [...own.filter((word) => typeof word === "string"), ...(branchesOf(shape ?? {}) ?? []).flatMap(wordsOf)];
}

/** The allowed values in words: "an integer from 1 to 10000". */
export function allowedBy(shape: JsonShape): string {
  const branches = branchesOf(shape);
  if (branches) return [...new Set(branches.map(allowedBy))].join(" or ");
  if (shape.enum) return shape.enum.join(", ");
  if (shape.const !== undefined) return String(shape.const);
  switch (shape.type) {
    case "integer":
      return `an integer${range(shape)}`;
    case "number":
      return `a number${range(shape)}`;
    case "string":
      return shape.minLength ? "text, not empty" : "text";
    case "boolean":
      return "true or false";
    case "array":
      return listWords(shape);
    case "object":
      return shape.properties
        ? `a map with the keys ${Object.entries(shape.properties).map(keyWords).join(", ")}`
        : "a map";
    default:
      return "any value";
  }
}

/** A key that tells this map from others comes with its value. */
const keyWords = ([key, shape]: [string, JsonShape]): string =>
  shape.const === undefined ? key : `${key}: ${String(shape.const)}`;

function listWords({ items, minItems, maxItems }: JsonShape): string {
  const bounds = [minItems && `at least ${minItems}`, maxItems && `at most ${maxItems}`].filter(Boolean).join(" and ");
  const count = minItems !== undefined && minItems === maxItems ? `exactly ${minItems}` : bounds;
  const each = Array.isArray(items) ? items.map(allowedBy).join(", ") : items && allowedBy(items as JsonShape);
  return `a list${count && ` of ${count}`}${each === undefined ? "" : `, each ${each}`}`;
}

/** Bounds in words; those of the number format itself say nothing. */
function range(shape: JsonShape): string {
  const real = (bound: number | undefined) =>
    Math.abs(bound ?? Infinity) < Number.MAX_SAFE_INTEGER ? bound : undefined;
  const [low, above] = [real(shape.minimum), real(shape.exclusiveMinimum)];
  const [high, below] = [real(shape.maximum), real(shape.exclusiveMaximum)];
  const step = shape.multipleOf === undefined ? "" : `, a multiple of ${shape.multipleOf}`;
  if (low !== undefined && high !== undefined) return ` from ${low} to ${high}${step}`;
  if (low !== undefined && below !== undefined) return ` from ${low}, less than ${below}${step}`;
  if (low !== undefined) return `, ${low} or more${step}`;
  if (above !== undefined && high !== undefined) return ` greater than ${above}, up to ${high}${step}`;
  if (above !== undefined && below !== undefined) return ` between ${above} and ${below}, both excluded${step}`;
  if (above !== undefined) return ` greater than ${above}${step}`;
  if (high !== undefined) return `, ${high} or less${step}`;
  return below === undefined ? step : ` less than ${below}${step}`;
}
