import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { getBackend } from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundleProgram } from "../../../test/support/bundle.js";
import { probeBackends, useBackend } from "./index.js";

/** 50 clipped steps of the 109,386-parameter perceptron on lots of 32 of MNIST: in the process, then in a worker thread. */
const program = `
  import { Worker, isMainThread, parentPort } from "node:worker_threads";
  import { useBackend } from "./shared/tensor/backend/index.ts";
  import { mlp } from "./shared/models/mlp/index.ts";
  import { mnist } from "./shared/datasets/mnist/index.ts";
  import { RngStream } from "./shared/random/rng-stream.ts";
  import { clippedGradientSum } from "./shared/learning/gradient.ts";
  import { sgdStep } from "./shared/learning/sgd.ts";

  async function work() {
    const { name } = await useBackend("auto");
    const store = mnist.create({}, { folder: "." }).open("train");
    const network = mlp.create({ hidden: [128, 64], activation: "relu" }, { inputShape: store.shape, classes: 10 });
    const rng = RngStream.fromSeed(1);
    let weights = network.initialise(rng);
    let loss = 0;
    for (let step = 0; step < 50; step++) {
      const lot = store.gather(rng.sampleWithoutReplacement(600, 32));
      const { gradient, losses } = clippedGradientSum(network, weights, lot, 10);
      loss = losses.reduce((total, l) => total + l, 0) / 32;
      weights = sgdStep(weights, gradient, 0.1 / 32);
    }
    const fatal = ["uncaughtException", "unhandledRejection"];
    const listeners = fatal.map((event) => process.listenerCount(event));
    return { name, loss, listeners };
  }

  if (isMainThread) {
    const inProcess = await work();
    const inThread = await new Promise((resolve, reject) => {
      new Worker(new URL(import.meta.url)).once("message", resolve).once("error", reject);
    });
    process.stdout.write(JSON.stringify({ inProcess, inThread }));
  } else {
    parentPort.postMessage(await work());
  }
`;

interface Outcome {
  readonly name: string;
  readonly loss: number;
  readonly listeners: readonly number[];
}

describe("a process of its own", () => {
  const folder = mkdtempSync(join(tmpdir(), "fedleak-backend-"));
  let outcome: { inProcess: Outcome; inThread: Outcome };
  let stderr: string;

  beforeAll(async () => {
    const result = await promisify(execFile)(process.execPath, [await bundleProgram(program, folder)]);
    outcome = JSON.parse(result.stdout) as typeof outcome;
    stderr = result.stderr;
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test("trains on wasm and prints nothing of its own", () => {
    expect(outcome.inProcess.name).toBe("wasm");
    expect(outcome.inProcess.loss).toBeLessThan(1.5);
    expect(stderr).toBe("");
  });

  test("a worker thread trains to the same loss", () => {
    expect(outcome.inThread.loss).toBe(outcome.inProcess.loss);
  });

  test("the library leaves no listeners for fatal errors", () => {
    expect(outcome.inProcess.listeners).toEqual([0, 0]);
  });
});

describe("useBackend", () => {
  test("auto is wasm for dense networks", async () => {
    const used = await useBackend("auto");
    expect(used.name).toBe("wasm");
    expect(used.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(await useBackend("auto", { convolutional: false })).toEqual(used);
  });

  test("auto is tensorflow for convolutional networks, or wasm and says why", async () => {
    const { available, why } = (await probeBackends()).find(({ name }) => name === "tensorflow")!;
    const used = await useBackend("auto", { convolutional: true });
    expect(used.name).toBe(available ? "tensorflow" : "wasm");
    expect(used.why).toBe(
      available
        ? "auto: the fastest for convolutional networks"
        : `auto: tensorflow, faster for convolutional networks, is not available: ${why}`,
    );
    expect(getBackend()).toBe(used.name);
  });

  test("refuses an unknown name with those that exist", async () => {
    await expect(useBackend("webgl" as "wasm")).rejects.toThrow(
      "unknown backend webgl: choose auto, wasm, cpu, tensorflow",
    );
  });

  test("starts tensorflow, or says in one line why not and what to do", async () => {
    const probe = (await probeBackends()).find(({ name }) => name === "tensorflow");
    if (probe?.available) {
      expect((await useBackend("tensorflow")).name).toBe("tensorflow");
    } else {
      await expect(useBackend("tensorflow")).rejects.toThrow(
        /^backend tensorflow is not available: .+\. What to do: .*--backend wasm.*\.$/,
      );
    }
  });
});

test("probing reports every backend and returns to the one in use", async () => {
  await useBackend("cpu");
  const probes = await probeBackends();
  expect(probes.map(({ name }) => name)).toEqual(["wasm", "cpu", "tensorflow"]);
  for (const { available, version, why } of probes) {
    expect(available).toBe(version !== undefined);
    expect(why).toMatch(/^.+$/);
  }
  expect(probes.slice(0, 2).map(({ available }) => available)).toEqual([true, true]);
  expect(getBackend()).toBe("cpu");
});
