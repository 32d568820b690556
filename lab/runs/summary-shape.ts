/** The parts of summary.json without which it cannot be read; the rest may be missing in a run that broke off. @module */
import { z } from "zod";

const measured = z.looseObject({ value: z.number(), chance: z.number(), n: z.number(), seeds: z.number() });

const attack = z.looseObject({
  kind: z.string(),
  verdict: z.enum(["leaked", "partly", "failed"]),
  metrics: z.record(z.string(), measured),
  explanation: z.array(z.string()),
});

const baselines = z.looseObject({
  standalone: z.looseObject({ accuracy: z.number(), low: z.number(), high: z.number() }).optional(),
  centralised: z.looseObject({ accuracy: z.number() }).optional(),
});

const variant = z.looseObject({
  accuracy: z.number().nullable(),
  rounds: z.number(),
  privacy: z.looseObject({ unit: z.string(), mechanism: z.string(), meaning: z.string() }),
  attacks: z.record(z.string(), attack),
  baselines: baselines.optional(),
});

/** Checks; what is read is the document itself. */
export const summaryShape = z.looseObject({
  schema: z.literal(1),
  scenario: z.string(),
  question: z.string(),
  status: z.enum(["completed", "failed", "interrupted"]),
  variants: z.record(z.string(), variant),
  expectations: z.array(z.looseObject({ variant: z.string(), metric: z.string(), met: z.boolean() })),
  cautions: z.array(z.string()),
  command: z.string(),
});
