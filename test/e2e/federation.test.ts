import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { datasets } from "../../shared/datasets/index.js";
import { partitions } from "../../shared/datasets/partitions/index.js";
import { summedGradient } from "../../shared/learning/gradient.js";
import { drawLot } from "../../shared/learning/sampling.js";
import { sgdStep } from "../../shared/learning/sgd.js";
import { models } from "../../shared/models/index.js";
import { weightsDigest } from "../../shared/protocol/digest.js";
import { RngStream } from "../../shared/random/rng-stream.js";
import { useBackend } from "../../shared/tensor/backend/index.js";
import {
  eventually,
  readEvents,
  readSummary,
  runCli,
  smallScenario,
  startCli,
  temporaryDirectory,
} from "../support/cli.js";

beforeAll(async () => void (await useBackend("wasm")));

/** Mini-batch SGD in this process, on the lots that one participant draws. */
function plainSgd(seed: number, sampling: "poisson" | "shuffle" | "fixed", rounds: number): Float32Array {
  const root = RngStream.fromSeed(seed);
  const mnist = datasets[0].create({}, undefined);
  const train = mnist.open("train");
  const iid = partitions.find(({ name }) => name === "iid")!;
  const partition = iid.create({ examplesEach: 100 }, { classes: 10, examples: train.count, participants: 1 });
  const [shard] = partition.assign(train.labels, 1, root.fork("partition"));
  const mlp = models.find(({ name }) => name === "mlp")!;
  const network = mlp.create({ hidden: [16], activation: "relu" }, { inputShape: [28, 28, 1], classes: 10 });
  let weights = network.initialise(root.fork("server").fork("initial-weights"));
  for (let round = 1; round <= rounds; round++) {
    const lot = drawLot(sampling, 100, 4, round, root.fork("participant", 0).fork("sampling"));
    const { gradient } = summedGradient(network, weights, train.gather(lot.map((i) => shard[i])));
    weights = sgdStep(
      weights,
      gradient.map((value) => value / 4),
      0.1,
    );
  }
  return weights;
}

describe("a federation of one participant", () => {
  test.each(["poisson", "shuffle", "fixed"] as const)("equals plain SGD bit for bit, %s", async (sampling) => {
    const directory = temporaryDirectory();
    const out = join(directory, "out");
    const overrides = ["participants.count=1", `training.sampling=${sampling}`, "training.rounds=30"];
    const { code, stderr } = await runCli(["run", smallScenario(directory), ...overrides, "--out", out, "--quiet"]);
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(readSummary(out).variants.run.digest).toBe(weightsDigest(plainSgd(3, sampling, 30)));
  });
});

test("the same seed gives the same digest, another seed another", async () => {
  const digests = [];
  for (const seed of [3, 3, 4]) {
    const directory = temporaryDirectory();
    const out = join(directory, "out");
    await runCli(["run", smallScenario(directory), `seed=${seed}`, "--out", out, "--quiet"]);
    digests.push(readSummary(out).variants.run.digest);
  }
  expect(digests[0]).toBe(digests[1]);
  expect(digests[0]).not.toBe(digests[2]);
});

test("payload bytes are those of the vectors, and every round and evaluation is recorded", async () => {
  const directory = temporaryDirectory();
  const out = join(directory, "out");
  await runCli(["run", smallScenario(directory), "--out", out, "--quiet"]);
  const parameters = 784 * 16 + 16 + 16 * 10 + 10;
  const { upBytes, downBytes, rounds, incidents } = readSummary(out).variants.run;
  expect({ upBytes, downBytes, rounds, incidents }).toEqual({
    upBytes: 6 * 3 * 4 * parameters,
    downBytes: 6 * 3 * 4 * parameters,
    rounds: 6,
    incidents: 0,
  });
  const events = readEvents(out);
  expect(events.filter(({ type }) => type === "round")).toHaveLength(6);
  expect(events.filter(({ type }) => type === "turn")).toHaveLength(18);
  expect(events.flatMap((event) => (event.type === "evaluation" ? [event.round] : []))).toEqual([0, 3, 6]);
});

test("a participant's process stays within 130 MB with wasm and a shard of MNIST", async () => {
  const directory = temporaryDirectory();
  const out = join(directory, "out");
  const overrides = [
    "task.model.hidden=[128,64]",
    "participants.partition.examplesEach=6000",
    "training.rounds=300",
    "training.batchSize=8",
    "participants.defences=[{ kind: dp-sgd, clipNorm: 1, noiseMultiplier: 1 }]",
  ];
  const run = startCli(["run", smallScenario(directory), ...overrides, "--out", out, "--quiet"]);
  await eventually(
    "round 100",
    () => readEvents(out).find((event) => event.type === "round" && event.round >= 100),
    120,
  );
  const pids = readEvents(out).flatMap((event) =>
    event.type === "process" && event.participant !== undefined ? [event.pid] : [],
  );
  const megabytes = pids.map((pid) => {
    const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))![1];
    return Number(kilobytes) / 1000;
  });
  run.process.kill("SIGINT");
  await run.finished;
  expect(Math.max(...megabytes)).toBeLessThanOrEqual(130);
});
