/** An event from a JSON file. @module */
import { z } from "zod";
import type { DpEvent } from "../../../shared/privacy/events.js";
import { nearest } from "../../../shared/scenario/nearest.js";
import { UsageError } from "../usage-error.js";

const number = z.number();
const inner = z.lazy(() => eventShape);

/** Ranges are the accountants' business: they say which part of an event they refuse, and why. */
const shapes = [
  z.strictObject({ type: z.literal("gaussian"), noiseMultiplier: number }),
  z.strictObject({ type: z.literal("laplace"), noiseMultiplier: number }),
  z.strictObject({
    type: z.literal("discrete-gaussian"),
    noiseStddev: number,
    sensitivity: number,
    coordinates: number,
  }),
  z.strictObject({
    type: z.literal("gaussian-mixture"),
    noiseStddev: number,
    shifts: z.array(number),
    probabilities: z.array(number),
  }),
  z.strictObject({ type: z.literal("randomised-response"), noiseParameter: number, buckets: number }),
  z.strictObject({ type: z.literal("exponential"), epsilon: number }),
  z.strictObject({ type: z.literal("approximate"), epsilon: number, delta: number }),
  z.strictObject({ type: z.literal("zcdp"), rho: number }),
  z.strictObject({ type: z.literal("poisson-sampled"), probability: number, event: inner }),
  z.strictObject({
    type: z.literal("truncated-poisson-sampled"),
    examples: number,
    probability: number,
    maximum: number,
    event: inner,
  }),
  z.strictObject({ type: z.literal("fixed-size-sampled"), examples: number, size: number, event: inner }),
  z.strictObject({
    type: z.literal("sparse-vector"),
    answers: number,
    thresholdNoise: number,
    comparisonNoise: number,
    answerNoise: number.optional(),
  }),
  z.strictObject({
    type: z.literal("tree-aggregation"),
    noiseMultiplier: number,
    steps: number,
    participations: number,
    separation: number,
  }),
  z.strictObject({ type: z.literal("shuffled"), event: inner }),
  z.strictObject({ type: z.literal("repeated"), count: number, event: inner }),
  z.strictObject({ type: z.literal("composed"), events: z.array(inner) }),
  z.strictObject({ type: z.literal("no-op") }),
  z.strictObject({ type: z.literal("non-private"), why: z.string() }),
] as const;

const eventShape: z.ZodType<DpEvent> = z.discriminatedUnion("type", shapes);

const types = shapes.map(({ shape }) => shape.type.value);

/**
 * @param text JSON
 * @param path of the file, for messages
 * @throws {UsageError} where it is no event, naming the part that is none
 */
export function parseEvent(text: string, path: string): DpEvent {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${path} is not JSON (${(error as Error).message})`, 'an event is { "type": ..., ... }');
  }
  const { success, data, error } = eventShape.safeParse(document);
  if (success) return data;
  const [{ path: where, message }] = error.issues;
  const found = where.reduce<unknown>(
    (part, key) => (part as Record<PropertyKey, unknown> | undefined)?.[key],
    document,
  );
  const name = ["event", ...where.map(String)].join(".");
  if (where.at(-1) !== "type")
    throw new UsageError(`${path}: ${name}: ${message}`, "docs/privacy.md lists the fields of every type");
  const guess = typeof found === "string" ? nearest(found, types) : undefined;
  const question = guess === undefined ? "" : `; did you mean ${guess}?`;
  throw new UsageError(`${path}: ${name} is ${JSON.stringify(found)}${question}`, `choose one of ${types.join(", ")}`);
}
