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

const modelChoice = z.union([
  z
    .string()
    .min(1)
    .transform((kind) => ({ kind })),
  pluginChoice.extend({
    extraClasses: z
      .int()
      .min(1)
      .max(16)
      .optional()
      .describe("classes, after those of the data set, that no example has (default: none)"),
  }),
]);

/** Tells the editors' schema which plug-ins may stand here. */
const picks = (plugin: PluginKind) => ({ plugin });

const task = z.strictObject({
  dataset: shortPluginChoice.describe("where the examples come from").meta(picks("dataset")),
  model: modelChoice.describe("what is trained").meta(picks("model")),
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
  count: count("participants").max(100_000),
  partition: shortPluginChoice.describe("who holds which training examples").meta(picks("partition")),
  defences: z
    .array(defence)
    .default([])
    .describe("what a participant does to its update before it leaves the device, in order"),
});

const cohort = z.strictObject({
  size: count("participants a round, expected under poisson"),
  sampling: z
    .enum(["fixed", "poisson"])
    .default("fixed")
    .describe("fixed: exactly that many; poisson: each one independently, so that a round may be empty"),
});

const fraction = (description: string) => z.number().gt(0).max(1).default(1).describe(`${description}; in (0, 1]`);

const training = z.strictObject({
  rounds: count("rounds, in each of which every scheduled participant takes one turn").max(1_000_000),
  schedule: z
    .enum(["synchronous", "round-robin", "random-order", "asynchronous"])
    .default("synchronous")
    .describe("who takes a turn when: all on the same weights, one after another, or each at its own pace"),
  cohort: cohort.optional().describe("who takes a turn in a synchronous round (default: every participant)"),
  update: z
    .enum(["gradient", "delta"])
    .default("gradient")
    .describe(
      "what a participant uploads: the mean gradient of one lot, or what its local steps changed in the weights",
    ),
  sampling: z
    .enum(["poisson", "truncated-poisson", "fixed", "shuffle"])
    .default("shuffle")
    .describe("how a participant draws its lots"),
  maxBatchSize: count("the most examples of a lot under truncated-poisson").max(1_000_000).optional(),
  batchSize: count("examples a lot, expected under poisson").max(100_000),
  localEpochs: count("passes over its own examples a participant makes in a turn, for update: delta (default: 1)")
    .max(10_000)
    .optional(),
  localSteps: count("lots a participant trains on in a turn, for update: delta, in place of localEpochs")
    .max(1_000_000)
    .optional(),
  learningRate: z
    .number()
    .positive()
    .max(1000)
    .describe("step of gradient descent, w -= learningRate * mean gradient, at the server or locally; in (0, 1000]"),
  weighting: z
    .enum(["uniform", "examples"])
    .default("uniform")
    .describe("weight of an update in a synchronous round: all the same, or by the examples its participant holds"),
  uploadFraction: fraction("share of the parameters that a participant uploads, theta_u"),
  downloadFraction: fraction("share of the parameters, the most updated ones, that it downloads, theta_d"),
  counterDecay: fraction("factor of the update counters after every round, beta; it matters below downloadFraction 1"),
  select: z
    .enum(["largest", "random-threshold"])
    .default("largest")
    .describe("which coordinates are uploaded: the largest, or random ones of those above the threshold"),
  threshold: z.number().min(0).default(0).describe("tau of random-threshold, in the update's unit; in [0, ∞)"),
  valueBound: z
    .number()
    .positive()
    .optional()
    .describe("gamma: every uploaded value is cut off at ± this, in the update's unit; in (0, ∞) (default: no bound)"),
  initialWeights: z
    .string()
    .min(1)
    .optional()
    .describe("file with the weights to start from, .npy or .safetensors (default: fresh ones by the model)"),
  replay: z
    .string()
    .min(1)
    .optional()
    .describe("events.jsonl of an asynchronous run whose order of pulls and pushes is to be repeated"),
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

const server = z.strictObject({
  sees: z
    .enum(["updates", "sum"])
    .default("updates")
    .describe("every update, or what an ideal secure aggregation would leave the server: the sum of a round's"),
  aggregator: shortPluginChoice
    .default({ kind: "mean" })
    .describe("what the server makes of a synchronous round's updates")
    .meta(picks("aggregator")),
});

const transport = z.strictObject({
  tls: z
    .boolean()
    .default(false)
    .describe("whether connections are TLS, with a certificate made for the run, the only one that participants trust"),
});

const attack = pluginChoice
  .extend({
    id: z
      .string()
      .regex(/^[a-z][a-z0-9-]*$/, "letters a-z, digits and dashes, starting with a letter")
      .describe("name of this attack in the results"),
    seat: z
      .enum(["server", "network", "participant"])
      .default("server")
      .describe(
        "where the adversary sits: at the server, on the line between participants and server, or among the participants",
      ),
    target: target.optional().describe("whose updates are attacked, from the server's seat or the network's"),
    participant: z
      .int()
      .min(0)
      .optional()
      .describe("which participant the adversary is, at the participant's seat, counted from 0"),
    controls: z
      .array(z.string().min(1))
      .optional()
      .describe(
        "variants to compare with, such as one in which nobody holds what is sought: what the same attack scores there is its control here",
      ),
  })
  .meta(picks("attack"));

const audit = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/, "letters a-z, digits and dashes, starting with a letter")
    .describe("name of this audit in the results, which no attack has"),
  kind: z
    .enum(["one-run", "many-runs"])
    .default("one-run")
    .describe("many canaries in each run, 16 or more; or one canary in each of many runs, one a seed"),
  participant: z.int().min(0).describe("whose updates are audited, counted from 0"),
  canaries: z
    .int()
    .min(1)
    .max(10_000)
    .describe("examples of that participant that are given a wrong class, and that a coin each keeps in or leaves out"),
  rounds: z
    .array(z.int().min(1))
    .min(1)
    .optional()
    .describe("rounds that the auditor looks at, counted from 1 (default: all)"),
});

const budget = z.strictObject({
  epsilon: z
    .number()
    .positive()
    .describe("nats that a participant may spend, by the first accountant at delta; in (0, ∞)"),
  onSpent: z
    .enum(["stop", "report"])
    .default("stop")
    .describe("stop: no update leaves a participant that would exceed it; report: it goes on, and its ledger says so"),
});

const privacy = z.strictObject({
  unit: z.enum(["example", "participant"]).default("example").describe("whose presence is protected"),
  delta: z.number().gt(0).lt(1).default(1e-5).describe("delta of (epsilon, delta), in (0, 1)"),
  accountants: z.array(z.string().min(1)).min(1).default(["rdp"]).describe("the first one calibrates targetEpsilon"),
  randomness: z
    .enum(["reproducible", "secure"])
    .default("reproducible")
    .describe(
      "what participants draw lots and noise from: streams of the seed, which repeat a run to the byte; or the platform's " +
        "cryptographic generator, with noise that survives attacks on floating-point numbers",
    ),
  budget: budget.optional().describe("what each participant may spend, by its own ledger (default: no budget)"),
});

const launch = z.strictObject({
  packed: count("participants a process, each with its own connection and its own randomness").max(100_000).default(1),
});

const limits = z.strictObject({
  joinSeconds: z
    .number()
    .gt(0)
    .max(3600)
    .default(60)
    .describe("how long the server waits for every participant to join"),
  roundSeconds: z.number().gt(0).max(3600).default(60).describe("how long the server waits for a turn's update"),
  restarts: z.int().min(0).max(100).default(2).describe("how often a participants' process that died is started again"),
  minUpdates: z.int().min(1).optional().describe("updates a round needs to go on (default: one of everybody due)"),
  messageBytes: z
    .int()
    .min(65_536)
    .max(2 ** 30)
    .default(2 ** 22)
    .describe("largest message on the wire; longer ones travel in parts"),
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
  server: server.prefault({}).describe("what the parameter server gets to see, and what it does with it"),
  transport: transport.prefault({}).describe("what participants and server talk over"),
  attacks: z.array(attack).default([]).describe("who tries to read what out of the training"),
  audits: z
    .array(audit)
    .default([])
    .describe("who tries to prove that more leaks than is accounted for, from the server's seat"),
  baselines: z
    .array(z.enum(["standalone", "centralised"]))
    .default([])
    .describe("what to compare with, on the same budget: each participant alone, and all data in one place"),
  privacy: privacy.prefault({}).describe("how privacy is accounted for"),
  launch: launch.prefault({}).describe("how participants are spread over processes"),
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
export type AuditChoice = z.output<typeof audit>;
export type AttackChoice = z.output<typeof attack>;
/** An attack on updates, by somebody who sees them. */
export type TargetedAttack = AttackChoice & { readonly target: z.output<typeof target> };
/** An attack by somebody who takes part. */
export type ParticipantAttackChoice = AttackChoice & { readonly participant: number };
export type DefenceChoice = z.output<typeof defence>;
export type ModelChoice = PluginChoice & { readonly extraClasses?: number };
export type PluginChoice = z.output<typeof pluginChoice>;
