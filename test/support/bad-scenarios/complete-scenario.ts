/** Scenarios in which, together, every key is written, for any choice of plug-ins; and ways to spoil them. @module */
import { stringify } from "yaml";
import type { AnyPlugin } from "../../../shared/scenario/catalogue.js";
import { shapeOf } from "../../../shared/scenario/json-shape.js";
import type { JsonShape } from "../../../shared/scenario/json-shape.js";
import type { Path } from "../../../shared/scenario/path.js";

export interface Picks {
  readonly dataset: AnyPlugin;
  readonly model: AnyPlugin;
  readonly partition: AnyPlugin;
  readonly defence: AnyPlugin;
  readonly aggregator: AnyPlugin;
  readonly attack: AnyPlugin;
}

export type Json = Record<string, unknown>;

const everyTraining = {
  rounds: 4,
  update: "delta",
  sampling: "poisson",
  batchSize: 8,
  learningRate: 0.1,
  uploadFraction: 0.5,
  downloadFraction: 0.5,
  counterDecay: 0.5,
  valueBound: 0.5,
  initialWeights: "weights.npy",
  evaluateEvery: 2,
};

/** Keys that exclude each other are in different ones. */
export const trainings: readonly Json[] = [
  {
    ...everyTraining,
    schedule: "synchronous",
    cohort: { size: 3, sampling: "fixed" },
    localEpochs: 1,
    weighting: "examples",
    select: "largest",
  },
  {
    ...everyTraining,
    schedule: "asynchronous",
    sampling: "truncated-poisson",
    maxBatchSize: 20,
    localSteps: 2,
    select: "random-threshold",
    threshold: 0.5,
    replay: "events.jsonl",
  },
];

export function completeScenario(picks: Picks, training: Json): Json {
  const { dataset, model, partition, defence, aggregator, attack } = picks;
  return {
    schema: 1,
    name: "complete",
    question: "Is every key written?",
    seed: 1,
    seeds: 2,
    backend: "auto",
    task: { dataset: choice(dataset), model: { ...choice(model), extraClasses: 1 } },
    participants: {
      count: 3,
      partition: choice(partition),
      defences: [{ ...choice(defence), participants: [0, 2] }],
    },
    training: "selectsCoordinates" in defence ? withoutSelection(training) : training,
    server: { sees: "updates", aggregator: choice(aggregator) },
    transport: { tls: false },
    attacks: twice(attack),
    audits: [{ id: "audit", kind: "one-run", participant: 2, canaries: 20, rounds: [1, 2] }],
    privacy: {
      unit: "example",
      delta: 1e-5,
      accountants: ["rdp"],
      randomness: "reproducible",
      budget: { epsilon: 8, onSpent: "stop" },
    },
    baselines: ["standalone"],
    launch: { packed: 2 },
    limits: { joinSeconds: 30, roundSeconds: 20, restarts: 1, minUpdates: 2, messageBytes: 65_536, attackSeconds: 100 },
    variants: { base: {}, other: { backend: "cpu" } },
    expect: [{ variant: "base", metric: "accuracy", above: 0.1, below: 0.9 }],
  };
}

/** By somebody who sees updates of participant 1, or by participants 0 and 1 themselves. */
function twice(attack: AnyPlugin): Json[] {
  if ("threat" in attack && attack.threat.seat === "participant") {
    const by = (participant: number): Json => ({ ...choice(attack), seat: "participant", participant });
    return [
      { id: "first", ...by(0), controls: ["other"] },
      { id: "second", ...by(1) },
    ];
  }
  const of = (target: Json): Json => ({ ...choice(attack), seat: "server", target });
  return [
    { id: "first", ...of({ participants: [1], rounds: [1, 2] }), controls: ["other"] },
    { id: "second", ...of({ participant: 1, rounds: [3] }) },
  ];
}

/** The same keys, with values that leave nothing to choose. */
function withoutSelection(training: Json): Json {
  return { ...training, uploadFraction: 1, ...("threshold" in training && { threshold: 0 }) };
}

function choice(plugin: AnyPlugin): Json {
  const { properties = {} } = shapeOf(plugin.params);
  const params = Object.entries(properties).map(([key, shape]) => [key, sample(shape)]);
  return { kind: plugin.name, ...Object.fromEntries(params) };
}

/** Some value that the shape allows. */
function sample(shape: JsonShape): unknown {
  if (shape.default !== undefined) return shape.default;
  if (shape.anyOf?.[0]) return sample(shape.anyOf[0]);
  if (shape.oneOf?.[0]) return sample(shape.oneOf[shape.oneOf.length - 1]);
  if (shape.const !== undefined) return shape.const;
  if (shape.enum) return shape.enum[0];
  switch (shape.type) {
    case "integer":
      return Math.max(1, shape.minimum ?? 1);
    case "number":
      return Math.min(0.5, shape.maximum ?? 0.5);
    case "array":
      return Array.from({ length: shape.minItems ?? 1 }, () => sample(shape.items as JsonShape));
    case "boolean":
      return true;
    case "object":
      return Object.fromEntries(Object.entries(shape.properties ?? {}).map(([key, inner]) => [key, sample(inner)]));
    default:
      return "text";
  }
}

/** Paths of every key and every element of a list. */
export function pathsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [];
  const inner = Array.isArray(value) ? value.map((item, i) => [i, item] as const) : Object.entries(value);
  return inner.flatMap(([step, item]) => [[...path, step], ...pathsIn(item, [...path, step])]);
}

export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce((at, step) => (at as Record<string | number, unknown>)[step], value);
}

/** The YAML with `text` in place of the value at `path`, and where it is. */
export function withValue(scenario: Json, path: Path, text: string) {
  const marker = "SPOILT";
  const changed = structuredClone(scenario);
  const parent = valueAt(changed, path.slice(0, -1)) as Record<string | number, unknown>;
  parent[path.at(-1) ?? ""] = marker;
  const yaml = stringify(changed, { lineWidth: 0 });
  return { yaml: yaml.replace(marker, text), ...placeOf(yaml, marker) };
}

/** The YAML with the first letter of a key doubled, and where that key is. */
export function withMisspeltKey(scenario: Json, path: Path) {
  const key = String(path.at(-1));
  const misspelt = `${key.charAt(0)}${key}`;
  const changed = structuredClone(scenario);
  const parent = valueAt(changed, path.slice(0, -1)) as Json;
  const entries = Object.entries(parent).map(([name, value]): [string, unknown] => [
    name === key ? "SPOILT" : name,
    value,
  ]);
  for (const name of Object.keys(parent)) delete parent[name];
  Object.assign(parent, Object.fromEntries(entries));
  const yaml = stringify(changed, { lineWidth: 0 });
  return { yaml: yaml.replace("SPOILT", misspelt), misspelt, ...placeOf(yaml, "SPOILT") };
}

function placeOf(text: string, word: string): { line: number; column: number } {
  const before = text.slice(0, text.indexOf(word));
  return { line: before.split("\n").length, column: before.length - before.lastIndexOf("\n") };
}
