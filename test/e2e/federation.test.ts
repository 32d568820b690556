import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { Sampling } from "../../shared/plugins/defence.js";
import { weightsDigest } from "../../shared/protocol/digest.js";
import { useBackend } from "../../shared/tensor/backend/index.js";
import {
  eventually,
  readEvents,
  readSummary,
  runCli,
  sharedDirectory,
  smallScenario,
  startCli,
  temporaryDirectory,
  variantsOf,
} from "../support/cli.js";
import { smallTask } from "../support/in-process.js";

beforeAll(async () => void (await useBackend("wasm")));

/** Mini-batch SGD in this process, on the lots that one participant draws. */
function plainSgd(sampling: Sampling, rounds: number): Float32Array {
  const task = smallTask({ partition: "iid", participants: 1, examplesEach: 100, sampling, batchSize: 4 });
  let weights = task.initial;
  for (let round = 1; round <= rounds; round++) weights = task.step(weights, task.lot(0, round), 4, 0.1);
  return weights;
}

describe("a federation of one participant", () => {
  const samplings = ["poisson", "shuffle", "fixed"] as const;
  const directory = sharedDirectory();
  const out = join(directory, "out");

  beforeAll(async () => {
    const variants = Object.fromEntries(samplings.map((sampling) => [sampling, [`training.sampling=${sampling}`]]));
    const overrides = ["participants.count=1", "training.rounds=30", "training.evaluateEvery=30"];
    const scenario = smallScenario(directory, variantsOf(variants));
    const { code, stderr } = await runCli(["run", scenario, ...overrides, "--out", out, "--quiet"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });

  test.each(samplings)("equals plain SGD bit for bit, %s", (sampling) => {
    expect(readSummary(out).variants[sampling].digest).toBe(weightsDigest(plainSgd(sampling, 30)));
  });
});

test("the same seed gives the same digest, another seed another", async () => {
  const digests = [];
  for (const seed of [3, 3, 4]) {
    const directory = temporaryDirectory();
    const out = join(directory, "out");
    const overrides = [`seed=${seed}`, "training.rounds=3", "launch.packed=2"];
    await runCli(["run", smallScenario(directory), ...overrides, "--out", out, "--quiet"]);
    digests.push(readSummary(out).variants.run.digest);
  }
  expect(digests[0]).toBe(digests[1]);
  expect(digests[0]).not.toBe(digests[2]);
});

test("payload bytes are those of the vectors, and every round and evaluation is recorded", async () => {
  const directory = temporaryDirectory();
  const out = join(directory, "out");
  // a lot of fixed size is never empty: the gradient of an empty one travels as a single value
  const overrides = ["training.sampling=fixed", "launch.packed=3"];
  await runCli(["run", smallScenario(directory), ...overrides, "--out", out, "--quiet"]);
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
    "training.evaluateEvery=300",
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
    event.type === "process" && event.participants !== undefined ? [event.pid] : [],
  );
  const megabytes = pids.map((pid) => {
    const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))![1];
    return Number(kilobytes) / 1000;
  });
  run.process.kill("SIGINT");
  await run.finished;
  // the median: one that is just about to collect its garbage holds some megabytes more
  expect(megabytes.sort((a, b) => a - b)[megabytes.length >> 1]).toBeLessThanOrEqual(130);
});
