/** A catalogue with one plug-in of each kind, whose names and parameters tests can rely on. @module */
import { z } from "zod";
import type { AnyPlugin, Catalogue, PluginKind } from "../../../shared/scenario/catalogue.js";

const reference = { title: "none", url: "https://example.org", year: 2000 };

function plugin(kind: PluginKind, name: string, params: z.ZodObject, seat = "server"): AnyPlugin {
  const threat = { seat, behaviour: "honest-but-curious", sees: [], knows: [] };
  const create = () => {
    throw new Error("is never created");
  };
  return { kind, name, summary: `${name}.`, reference, params, create, threat } as unknown as AnyPlugin;
}

const plugins = [
  plugin("dataset", "digits", z.strictObject({ limit: z.int().min(1).optional().describe("examples") })),
  plugin("partition", "even", z.strictObject({ examplesEach: z.int().min(1).optional().describe("examples") })),
  plugin(
    "model",
    "dense",
    z.strictObject({
      hidden: z.array(z.int().min(1).max(4096)).max(8).describe("units a layer"),
      activation: z.enum(["relu", "sigmoid", "tanh"]).default("relu").describe("after each layer"),
    }),
  ),
  plugin("model", "linear", z.strictObject({})),
  plugin(
    "defence",
    "noise",
    z.strictObject({ clipNorm: z.number().positive().describe("L2"), stddev: z.number().min(0) }),
  ),
  plugin("aggregator", "mean", z.strictObject({})),
  plugin("attack", "guess", z.strictObject({ steps: z.int().min(1).max(1000).default(10).describe("iterations") })),
  plugin("attack", "insider", z.strictObject({}), "participant"),
];

export const smallCatalogue: Catalogue = {
  find: ((kind: PluginKind, name: string) =>
    plugins.find((one) => one.kind === kind && one.name === name)) as Catalogue["find"],
  names: (kind) => {
    if (kind === "accountant") return ["rdp", "pld"];
    return kind === "metric" ? ["psnrDb", "mse"] : plugins.filter((one) => one.kind === kind).map(({ name }) => name);
  },
  module: () => undefined,
  problem: () => undefined,
};

/** A scenario in which nothing is wrong. */
export const goodScenario = `schema: 1
name: small
question: Does it work?
task: { dataset: digits, model: { kind: dense, hidden: [8] } }
participants:
  count: 3
  partition: even
training:
  rounds: 4
  batchSize: 8
  learningRate: 0.1
attacks:
  - id: curious
    kind: guess
    target: { participant: 2, rounds: [1] }
variants:
  no-defence: {}
  noisy:
    participants.defences:
      - { kind: noise, clipNorm: 1, stddev: 0.5 }
expect:
  - { variant: noisy, metric: attacks.curious.psnrDb, below: 12 }
`;
