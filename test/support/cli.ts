/** The compiled command line, run as a user runs it. @module */
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, onTestFinished } from "vitest";
import type { StampedEvent } from "../../shared/process/run-events.js";
import type { Summary } from "../../lab/runs/summary.js";

const entry = fileURLToPath(new URL("../../dist/lab/cli/main.js", import.meta.url));

export interface Finished {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  readonly process: ChildProcess;
  readonly finished: Promise<Finished>;
}

export function startCli(args: readonly string[], cwd?: string): Started {
  const child = spawn(process.execPath, [entry, ...args], { cwd, stdio: ["ignore", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const finished = new Promise<Finished>((resolve) => {
    child.on("close", (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  return { process: child, finished };
}

export function runCli(args: readonly string[], cwd?: string): Promise<Finished> {
  return startCli(args, cwd).finished;
}

/** A directory of this test's own, removed afterwards. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "fedleak-test-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** A directory that the tests of a file or group share, removed after the last of them; asked for beside them. */
export function sharedDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "fedleak-test-"));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** YAML of variants, each with what it changes, as the command line would: `training.rounds=2`. */
export function variantsOf(variants: Readonly<Record<string, readonly string[]>>): string {
  const lines = Object.entries(variants).map(
    ([name, overrides]) => `  ${name}: { ${overrides.map((override) => override.replace("=", ": ")).join(", ")} }\n`,
  );
  return `variants:\n${lines.join("")}`;
}

/** A small, quick federation; `more` is YAML that is added at the end. */
export function smallScenario(directory: string, more = ""): string {
  const file = join(directory, "small.yaml");
  writeFileSync(
    file,
    `schema: 1
name: small
question: Does it run?
seed: 3
task: { dataset: mnist, model: { kind: mlp, hidden: [16], activation: relu } }
participants: { count: 3, partition: { kind: iid, examplesEach: 100 } }
training: { rounds: 6, sampling: poisson, batchSize: 4, learningRate: 0.1, evaluateEvery: 3 }
${more}`,
  );
  return file;
}

export function readSummary(runDirectory: string): Summary {
  return JSON.parse(readFileSync(join(runDirectory, "summary.json"), "utf8")) as Summary;
}

/** Events of a variant recorded so far; none before the variant has begun. */
export function readEvents(runDirectory: string, variant = "run"): StampedEvent[] {
  const file = join(runDirectory, variant, "events.jsonl");
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split("\n");
  // the last line is empty, or still being written
  return lines.slice(0, -1).map((line) => JSON.parse(line) as StampedEvent);
}

/** Waits until `found` gives something. */
export async function eventually<T>(what: string, found: () => T | undefined, seconds = 30): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const value = found();
    if (value !== undefined) return value;
    if (Date.now() > deadline) throw new Error(`${what} did not happen within ${seconds} s`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
