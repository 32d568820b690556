import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { readNpy } from "../../lab/weights/read-npy.js";
import { useBackend } from "../../shared/tensor/backend/index.js";
import {
  readEvents,
  readSummary,
  runCli,
  sharedDirectory,
  smallScenario,
  temporaryDirectory,
  variantsOf,
} from "../support/cli.js";
import { smallTask } from "../support/in-process.js";

beforeAll(async () => void (await useBackend("wasm")));

type Variants = Readonly<Record<string, readonly string[]>>;

/** Runs the small scenario with overrides, in these variants; the run's directory. */
async function run(overrides: readonly string[], variants: Variants = { run: [] }, directory = temporaryDirectory()) {
  const out = join(directory, "out");
  const scenario = smallScenario(directory, variantsOf(variants));
  const { code, stderr } = await runCli(["run", scenario, ...overrides, "--out", out, "--quiet"]);
  expect(stderr).toBe("");
  expect(code).toBe(0);
  return out;
}

const digestsOf = (out: string): string[] => Object.values(readSummary(out).variants).map(({ digest }) => digest);

function weightsOf(out: string, variant = "run"): Float32Array {
  return readNpy(readFileSync(join(out, variant, "checkpoint", "weights.npy"))).values;
}

const together = "launch.packed=3";

function greatestDifference(a: Float32Array, b: Float32Array): number {
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);
}

describe("what a federation computes", () => {
  test("participants with identical shards equal one with their lots in one large batch", async () => {
    const identical = { partition: "identical", participants: 3, examplesEach: 100, sampling: "fixed", batchSize: 4 };
    const twenty = ["training.rounds=20", "training.evaluateEvery=20"];
    const out = await run(["participants.partition.kind=identical", "training.sampling=fixed", ...twenty, together]);
    const task = smallTask({ ...identical, sampling: "fixed" });
    let weights = task.initial;
    for (let round = 1; round <= 20; round++) {
      const batch = Int32Array.from([0, 1, 2].flatMap((participant) => [...task.lot(participant, round)]));
      weights = task.step(weights, batch, 12, 0.1);
    }
    expect(greatestDifference(weightsOf(out), weights)).toBeLessThan(1e-5);
    expect(greatestDifference(weightsOf(out), task.initial)).toBeGreaterThan(1e-2);
  });

  test("FedAvg is local SGD by every participant, then the mean weighted by what they hold", async () => {
    const out = await run([
      "training.update=delta",
      "training.sampling=shuffle",
      "training.localEpochs=2",
      "training.weighting=examples",
      "training.rounds=2",
      together,
    ]);
    const task = smallTask({ partition: "iid", participants: 3, examplesEach: 100, sampling: "shuffle", batchSize: 4 });
    let weights = task.initial;
    for (let round = 1; round <= 2; round++) {
      const locals = [0, 1, 2].map((participant) => {
        let local = weights;
        for (let step = 1; step <= 50; step++) {
          local = task.step(local, task.lot(participant, 50 * (round - 1) + step), 4, 0.1);
        }
        return local;
      });
      weights = weights.map((_, i) => (locals[0][i] + locals[1][i] + locals[2][i]) / 3);
    }
    expect(greatestDifference(weightsOf(out), weights)).toBeLessThan(1e-5);
  });
});

describe("the same seed gives the same weights however participants are spread over processes", () => {
  const settings: readonly (readonly [what: string, overrides: readonly string[]])[] = [
    [
      "synchronous gradients under dp-sgd",
      ["participants.defences=[{ kind: dp-sgd, clipNorm: 1, noiseMultiplier: 1 }]"],
    ],
    ["FedAvg with a cohort", ["training.update=delta", "training.cohort={ size: 2 }"]],
    [
      "round-robin, a tenth up",
      ["training.schedule=round-robin", "training.update=delta", "training.uploadFraction=0.1"],
    ],
    [
      "random order, random coordinates, partial downloads",
      [
        "training.schedule=random-order",
        "training.update=delta",
        "training.uploadFraction=0.2",
        "training.select=random-threshold",
        "training.threshold=0.0001",
        "training.downloadFraction=0.5",
        "training.counterDecay=0.9",
      ],
    ],
  ];
  test.each(settings)("%s", async (_what, overrides) => {
    const spread = overrides.length === 1 ? [1, 2, 4] : [2, 4];
    const variants = Object.fromEntries(spread.map((packed) => [`by-${packed}`, [`launch.packed=${packed}`]]));
    const out = await run(["participants.count=4", "training.rounds=3", ...overrides], variants);
    for (const packed of spread) {
      const events = readEvents(out, `by-${packed}`);
      const processes = events.filter((event) => event.type === "process" && event.participants !== undefined);
      expect(processes).toHaveLength(4 / packed);
    }
    expect(digestsOf(out)).toHaveLength(spread.length);
    expect(new Set(digestsOf(out)).size).toBe(1);
  });
});

describe("an asynchronous run", () => {
  test("replays from its events to the same weights, in any number of processes", async () => {
    const shared = ["training.schedule=asynchronous", "training.update=delta", "participants.count=4"];
    const recorded = await run(shared);
    const replay = `training.replay=${join(recorded, "run", "events.jsonl")}`;
    const replayed = await run([...shared, replay], { "by-2": ["launch.packed=2"], "by-4": ["launch.packed=4"] });
    const [digest] = digestsOf(recorded);
    expect(digestsOf(replayed)).toEqual([digest, digest]);
  });
});

/** An attack that looks and claims nothing: its seat's view is recorded all the same. */
const observerSource = `
import { defineAttack, z } from "fedleak";
export default defineAttack({
  name: "observer",
  summary: "Looks on.",
  reference: { title: "none", url: "https://example.org", year: 2026 },
  threat: { seat: "server", behaviour: "honest-but-curious", sees: ["updates"], knows: ["the model"] },
  params: z.strictObject({}),
  create: () => ({ observe() {}, async *infer() { return []; } }),
});
`;

describe("selective sharing on the wire", () => {
  const directory = sharedDirectory();
  const sharing = ["training.schedule=round-robin", "training.update=delta", "training.rounds=2", together];
  const fractions = { whole: 1, tenth: 0.1, hundredth: 0.01 };
  const parameters = 784 * 16 + 16 + 16 * 10 + 10;
  let out: string;

  beforeAll(async () => {
    writeFileSync(join(directory, "observer.js"), observerSource);
    const upload = (fraction: number) => `training.uploadFraction=${fraction}`;
    const variants = Object.fromEntries(
      Object.entries(fractions).map(([name, fraction]) => [name, [upload(fraction)]]),
    );
    const observed = "attacks=[{ id: seen, kind: ./observer.js, target: { rounds: [1, 2] } }]";
    const bounded = [upload(0.1), "training.valueBound=0.001", observed];
    out = await run(sharing, { ...variants, bounded }, directory);
  });

  test.each(Object.entries(fractions))("bytes follow the upload fraction: %s", (variant, fraction) => {
    const { upBytes } = readSummary(out).variants[variant];
    const count = Math.floor(fraction * parameters);
    // 6 turns of float32 values; with a byte for an index where not all are sent, two for a wide gap
    expect(upBytes).toBeGreaterThanOrEqual(6 * 4 * count);
    expect(upBytes).toBeLessThanOrEqual(6 * count * (fraction === 1 ? 4 : 5.6));
  });

  test("no more coordinates leave than the fraction says, and every value lies within the bound", () => {
    const observations = join(out, "bounded", "attacks", "seen", "observations");
    const lines = readFileSync(join(observations, "observations.jsonl"), "utf8").trim().split("\n");
    expect(lines).toHaveLength(6);
    for (const line of lines) {
      const { update } = JSON.parse(line) as { update: string };
      const { values } = readNpy(readFileSync(join(observations, update)));
      const sent = values.filter((value) => value !== 0);
      expect(sent).toHaveLength(Math.floor(0.1 * parameters));
      const largest = sent.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      expect(largest).toBeLessThanOrEqual(0.001);
      expect(largest).toBeGreaterThan(0.000999);
    }
  });

  test("a run starts from the weights that it is given", async () => {
    const start = (name: string) => [`training.initialWeights=${join(out, "whole", "checkpoint", name)}`];
    const formats = { npy: start("weights.npy"), safetensors: start("weights.safetensors") };
    const second = await run(["training.rounds=1", "training.learningRate=1e-9", together], formats);
    for (const format of Object.keys(formats)) {
      expect(greatestDifference(weightsOf(second, format), weightsOf(out, "whole"))).toBeLessThan(1e-6);
    }
  });

  test("a vector longer than a message travels in parts to the same weights", async () => {
    const lengths = { whole: [], parts: ["limits.messageBytes=65536"] };
    const { whole, parts } = readSummary(
      await run(["task.model.hidden=[64]", "training.rounds=2", together], lengths),
    ).variants;
    expect(parts.digest).toBe(whole.digest);
    expect(parts.upBytes).toBe(whole.upBytes);
  });
});
