/** A run of the real program, from its command line to its events. @module */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { StampedEvent } from "../../shared/process/run-events.js";
import { scenarioFile } from "./started-run.js";

const entry = fileURLToPath(new URL("../lab/cli/main.js", import.meta.resolve("fedleak")));

/** Runs a file of `bench/scenarios` and keeps nothing but its events. @throws {Error} when the run fails */
export async function eventsOfRun(
  scenario: string,
  overrides: readonly string[] = [],
): Promise<readonly StampedEvent[]> {
  const folder = mkdtempSync(join(tmpdir(), "fedleak-bench-"));
  try {
    const out = join(folder, "run");
    const args = ["run", scenarioFile(scenario), ...overrides, "--out", out, "--quiet"];
    const child = spawn(process.execPath, [entry, ...args], { stdio: ["ignore", "ignore", "pipe"] });
    let complaints = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (complaints += text));
    const [code] = (await once(child, "close")) as [number | null];
    if (code !== 0) throw new Error(`the run of ${scenario} ended with exit code ${code}: ${complaints.trim()}`);
    const lines = readFileSync(join(out, "run", "events.jsonl"), "utf8")
      .trim()
      .split("\n");
    return lines.map((line) => JSON.parse(line) as StampedEvent);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Seconds from the end of each round to that of the next: all that a round takes, announced and recorded. */
export function secondsBetweenRounds(events: readonly StampedEvent[]): number[] {
  const ends = events.flatMap(({ type, ms }) => (type === "round" ? [ms] : []));
  return ends.slice(1).map((ms, i) => (ms - ends[i]) / 1000);
}
