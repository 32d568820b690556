/** The shape of a scenario file. Every field is described: the description is what editors and `describe` show. @module */
import { z } from "zod";
import type { PluginKind } from "./catalogue.js";

const count = (description: string) => z.int().min(1).describe(description);

/** `kind` picks a plug-in; the rest of the map is its parameters, parsed by the plug-in itself. */
export const pluginChoice = z.looseObject({
  kind: z.string().min(1).describe("name of the plug-in, or a path to one: ./my-attack.ts"),
});

/** `dataset: mnist` is short for `dataset: { kind: mnist }`. */
const shortPluginChoice = z.union([
  z
    .string()
    .min(1)
    .transform((kind) => ({ kind })),
  pluginChoice,
]);

/** Tells the editors' schema which plug-ins may stand here. */
const picks = (plugin: PluginKind) => ({ plugin });

const task = z.strictObject({
  dataset: shortPluginChoice.describe("where the examples come from").meta(picks("dataset")),
  model: shortPluginChoice.describe("what is trained").meta(picks("model")),
});

const defence = pluginChoice
  .extend({
    participants: z
      .array(z.int().min(0))
      .min(1)
      .optional()
      .describe("who uses it, counted from 0 (default: every participant)"),
  })
  .meta(picks("defence"));

const participants = z.strictObject({
  count: count("participants, each one process").max(10_000),
  partition: shortPluginChoice.describe("who holds which training examples").meta(picks("partition")),
  defences: z
    .array(defence)
    .default([])
    .describe("what a participant does to its update before it leaves the device, in order"),
});

const training = z.strictObject({
  rounds: count("turns every participant takes").max(1_000_000),
  schedule: z.enum(["synchronous"]).default("synchronous").describe("who takes a turn when"),
  update: z.enum(["gradient"]).default("gradient").describe("what a participant uploads"),
  sampling: z
    .enum(["poisson", "shuffle", "fixed"])
    .default("shuffle")
    .describe("how a participant draws its lot of a round"),
  batchSize: count("examples a lot, expected under poisson").max(100_000),
  learningRate: z
    .number()
    .positive()
    .max(1000)
    .describe("step of the server, w -= learningRate * mean gradient; in (0, 1000]"),
  evaluateEvery: count("rounds between two evaluations on the whole test set").max(1_000_000).default(10),
});

const target = z.strictObject({
  participants: z
    .union([z.literal("all"), z.array(z.int().min(0)).min(1)])
    .default("all")
    .describe("whose updates are attacked, counted from 0"),
  participant: z.int().min(0).optional().describe("short for a list of one participant"),
  rounds: z.array(z.int().min(1)).min(1).describe("in which rounds, counted from 1"),
});

const attack = pluginChoice
  .extend({
    id: z
      .string()
      .regex(/^[a-z][a-z0-9-]*$/, "letters a-z, digits and dashes, starting with a letter")
      .describe("name of this attack in the results"),
    seat: z.enum(["server"]).default("server").describe("where the adversary sits"),
    target: target.describe("what is attacked"),
  })
  .meta(picks("attack"));

const privacy = z.strictObject({
  unit: z.enum(["example", "participant"]).default("example").describe("whose presence is protected"),
  delta: z.number().gt(0).lt(1).default(1e-5).describe("delta of (epsilon, delta), in (0, 1)"),
  accountants: z.array(z.string().min(1)).min(1).default(["rdp"]).describe("the first one calibrates targetEpsilon"),
});

const limits = z.strictObject({
  joinSeconds: z
    .number()
    .gt(0)
    .max(3600)
    .default(60)
    .describe("how long the server waits for every participant to join"),
  roundSeconds: z.number().gt(0).max(3600).default(60).describe("how long a round waits for its updates"),
  restarts: z.int().min(0).max(100).default(2).describe("how often a participant that died is started again"),
  minUpdates: z.int().min(1).optional().describe("updates a round needs to go on (default: every participant's)"),
  attackSeconds: z.number().gt(0).max(86_400).default(600).describe("how long attacks may compute after training"),
});

const expectation = z
  .strictObject({
    variant: z.string().min(1).describe("name of the variant"),
    metric: z.string().min(1).describe("path inside the variant's summary, such as accuracy or attacks.curious.psnrDb"),
    above: z.number().optional().describe("met when the value is greater"),
    below: z.number().optional().describe("met when the value is smaller"),
  })
  .refine((e) => e.above !== undefined || e.below !== undefined, { message: "needs `above`, `below` or both" });

/** One run, without its variants: everything that decides what happens. */
export const runSchema = z.strictObject({
  schema: z.literal(1).describe("version of the scenario format"),
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*$/, "lower-case letters, digits and dashes")
    .describe("name of the scenario; names the run directory"),
  question: z.string().min(1).describe("what this scenario finds out, in one sentence"),
  seed: z.int().min(0).max(Number.MAX_SAFE_INTEGER).default(1).describe("root of all randomness"),
  seeds: count("repetitions, with seeds seed, seed+1, ...").max(1000).default(1),
  backend: z.enum(["auto", "wasm", "cpu", "tensorflow"]).default("auto").describe("what computes"),
  task: task.describe("what is learned"),
  participants: participants.describe("who learns, from which examples, and how they defend themselves"),
  training: training.describe("how the model is trained"),
  attacks: z.array(attack).default([]).describe("who tries to read what out of the training"),
  privacy: privacy.prefault({}).describe("how privacy is accounted for"),
  limits: limits.prefault({}).describe("how long anything may take, and what a round goes on without"),
});

/** A scenario file as written. */
export const scenarioSchema = runSchema.extend({
  variants: z
    .record(
      z.string().regex(/^[a-z0-9][a-z0-9-]*$/, "lower-case letters, digits and dashes"),
      z.record(z.string(), z.unknown()),
    )
    .default({})
    .describe("named sets of overrides, `dotted.path: value`; each is one run, all are compared"),
  expect: z.array(expectation).default([]).describe("what must hold; otherwise the exit code is 3"),
});

export type RunConfig = z.output<typeof runSchema>;
export type ScenarioFile = z.output<typeof scenarioSchema>;
export type Expectation = z.output<typeof expectation>;
export type AttackChoice = z.output<typeof attack>;
export type DefenceChoice = z.output<typeof defence>;
export type PluginChoice = z.output<typeof pluginChoice>;
export type BackendChoice = RunConfig["backend"];
