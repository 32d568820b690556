import { expect, test } from "vitest";
import { z } from "zod";
import { allowedBy, keysOf, shapeAt, shapeOf } from "./json-shape.js";

test.each([
  [z.int(), "an integer"],
  [z.int().min(1), "an integer, 1 or more"],
  [z.int().min(1).max(9), "an integer from 1 to 9"],
  [z.number().positive(), "a number greater than 0"],
  [z.number().gt(0).lt(1), "a number between 0 and 1, both excluded"],
  [z.number().gt(0).max(1), "a number greater than 0, up to 1"],
  [z.number().min(0).lt(1), "a number from 0, less than 1"],
  [z.number().lt(1), "a number less than 1"],
  [z.number().max(1), "a number, 1 or less"],
  [z.int().min(2).multipleOf(2), "an integer, 2 or more, a multiple of 2"],
  [z.string(), "text"],
  [z.string().min(1), "text, not empty"],
  [z.boolean(), "true or false"],
  [z.enum(["a", "b"]), "a, b"],
  [z.literal(1), "1"],
  [z.array(z.int()).min(1), "a list of at least 1, each an integer"],
  [z.array(z.string()).min(1).max(3), "a list of at least 1 and at most 3, each text"],
  [z.array(z.int()).length(2), "a list of exactly 2, each an integer"],
  [z.union([z.literal("all"), z.array(z.int())]), "all or a list, each an integer"],
  [z.strictObject({ a: z.int(), b: z.int() }), "a map with the keys a, b"],
  [z.record(z.string(), z.unknown()), "a map"],
])("puts %# into words", (schema, words) => {
  expect(allowedBy(shapeOf(schema))).toBe(words);
});

test("of maps that a key tells apart it knows the key's words, and every map's keys once", () => {
  const shape = shapeOf(
    z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("round"), radius: z.number() }),
      z.strictObject({ kind: z.literal("long"), radius: z.number(), length: z.int() }),
    ]),
  );
  const words = "a map with the keys kind: round, radius or a map with the keys kind: long, radius, length";
  expect(allowedBy(shape)).toBe(words);
  expect(allowedBy(shapeAt(shape, ["kind"])!)).toBe("round, long");
  expect(shapeAt(shape, ["length"])?.type).toBe("integer");
  expect(keysOf(shape)).toEqual(["kind", "radius", "length"]);
});

test("walks through maps, lists, records and unions", () => {
  const schema = z.strictObject({
    rooms: z.record(z.string(), z.array(z.union([z.literal("all"), z.strictObject({ size: z.int().max(7) })]))),
  });
  const size = shapeAt(shapeOf(schema), ["rooms", "any", 3, "size"]);
  expect(size?.maximum).toBe(7);
  expect(keysOf(shapeAt(shapeOf(schema), ["rooms", "any", 3]))).toEqual(["size"]);
  expect(shapeAt(shapeOf(schema), ["constructor"])).toBeUndefined();
});
