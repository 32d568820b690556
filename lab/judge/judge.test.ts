import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, expect, test } from "vitest";
import { RngStream } from "../../shared/random/rng-stream.js";
import { Judges } from "./judges.js";

const folder = mkdtempSync(join(tmpdir(), "fedleak-judge-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Two features and a class that is which of them is larger. */
const rng = RngStream.fromSeed(1);
const lines = Array.from({ length: 200 }, () => {
  const [a, b] = [rng.uniform(), rng.uniform()];
  return `${a > b ? "first" : "second"},${a},${b}`;
});
writeFileSync(join(folder, "table.csv"), ["label,a,b", ...lines].join("\n"));

const task = (file = "table.csv") => ({
  folder,
  backend: "wasm" as const,
  dataset: { kind: "csv", params: { train: file } },
  model: { kind: "softmax", params: {} },
});

const { key } = RngStream.fromSeed(2);
const opened: Judges[] = [];
function judges(signal = new AbortController().signal): Judges {
  const made = new Judges(key, signal);
  opened.push(made);
  return made;
}
afterEach(async () => void (await Promise.all(opened.splice(0).map((made) => made.stop()))));

test("trains once in a process of its own, and answers from there until it is stopped", async () => {
  const run = judges();
  const judge = run.of(task());
  const [{ accuracy, model }, seen, examples] = await Promise.all([
    judge.skill(),
    judge.judge(Float32Array.of(0.9, 0.1, 0.1, 0.9)),
    judge.judgeExamples("train", Int32Array.of(3, 1, 4)),
  ]);
  expect(accuracy).toBeGreaterThan(0.9);
  expect(model).toMatch(/^flatten, dense \[128\]/);
  expect(seen.features.length).toBe(2 * 64);
  // classes are in the order of their names
  expect(seen.probabilities[0]).toBeGreaterThan(0.9);
  expect(seen.probabilities[4]).toBeGreaterThan(0.9);
  expect(examples.probabilities.length).toBe(9);
  expect(await judge.judgeExamples("train", Int32Array.of(1))).toEqual({
    probabilities: examples.probabilities.slice(3, 6),
    features: examples.features.slice(64, 128),
  });
  await run.stop();
  await expect(judge.judge(Float32Array.of(0, 0))).rejects.toThrow(/stopped/);
});

test("is one for a task, whoever asks, and repeats itself in another run", async () => {
  const [run, again] = [judges(), judges()];
  expect(run.of(task())).toBe(run.of({ ...task() }));
  expect(run.of(task())).not.toBe(run.of(task("other.csv")));
  const ask = (of: Judges) => of.of(task()).judge(Float32Array.of(0.4, 0.6));
  expect(await ask(run)).toEqual(await ask(again));
});

test("what cannot be trained is refused in words, every time it is asked", async () => {
  const judge = judges().of(task("absent.csv"));
  await expect(judge.skill()).rejects.toThrow(/the judge cannot judge: .*absent\.csv/);
  await expect(judge.judge(Float32Array.of(0, 0))).rejects.toThrow(/absent\.csv/);
});

test("an interruption ends training, and nothing that is trained", async () => {
  const interruption = new AbortController();
  const run = judges(interruption.signal);
  const trained = run.of(task());
  await trained.skill();
  const training = run.of({ ...task(), model: { kind: "mlp", params: { hidden: [3], activation: "relu" } } });
  const refused = expect(training.skill()).rejects.toThrow("enough");
  interruption.abort(new Error("enough"));
  await refused;
  expect((await trained.judge(Float32Array.of(0.4, 0.6))).probabilities.length).toBe(3);
  const late = run.of({ ...task(), model: { kind: "mlp", params: { hidden: [4], activation: "relu" } } });
  await expect(late.skill()).rejects.toThrow("enough");
});
