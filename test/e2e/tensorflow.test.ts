import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readSummary, runCli, smallScenario, temporaryDirectory } from "../support/cli.js";

// where the library is not built, `.ci/run` says so in plain words
const isBuilt = await import("@tensorflow/tfjs-node" as string).then(
  () => true,
  () => process.env["FEDLEAK_BACKENDS"] !== undefined,
);

async function run(...overrides: readonly string[]) {
  const directory = temporaryDirectory();
  const out = join(directory, "out");
  const { code } = await runCli(["run", smallScenario(directory), ...overrides, "--out", out, "--quiet"]);
  expect(code).toBe(0);
  return readSummary(out);
}

describe.runIf(isBuilt)("a federation on tensorflow", () => {
  const convolutional = ["task.model=strided-cnn", "training.update=delta", "training.sampling=shuffle"];

  test("is what auto takes for a convolutional network, with the same weights in one process or three", async () => {
    const apart = await run(...convolutional);
    const packed = await run(...convolutional, "launch.packed=3");
    expect([apart.backend, packed.backend]).toEqual(["tensorflow", "tensorflow"]);
    expect(packed.variants.run.digest).toBe(apart.variants.run.digest);
  });

  test("learns what wasm learns", async () => {
    const longer = [...convolutional, "training.rounds=4", "training.localEpochs=2"];
    const native = await run(...longer);
    const wasm = await run(...longer, "backend=wasm");
    expect(wasm.backend).toBe("wasm");
    expect(native.variants.run.accuracy).toBeGreaterThan(0.3);
    expect(Math.abs(native.variants.run.loss - wasm.variants.run.loss)).toBeLessThan(0.05);
  });

  test("clips every example of a convolutional network and accounts for it", async () => {
    const defence = "participants.defences=[{ kind: dp-sgd, clipNorm: 1, noiseMultiplier: 1 }]";
    const { backend, variants } = await run("task.model=strided-cnn", defence);
    expect(backend).toBe("tensorflow");
    expect(variants.run.privacy.epsilon).not.toBe("Infinity");
  });
});
