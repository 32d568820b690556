/** The memory of client processes. @module */
import { readFileSync } from "node:fs";
import { runFederation } from "../../lab/launch/federation.js";
import { plannedScenario } from "./started-run.js";

/**
 * Runs a scenario for so many rounds and ends it. @returns MB (10^6 bytes) that its first client process then holds
 * @throws {Error} where there is no /proc to read it from
 */
export async function clientMegabytes(scenario: string, overrides: readonly string[], rounds: number): Promise<number> {
  // more than enough: it is ended while it runs, when nothing has been freed yet
  const { jobs } = await plannedScenario(scenario, [...overrides, `training.rounds=${rounds + 50}`]);
  const enough = new AbortController();
  let pid: number | undefined;
  let megabytes = NaN;
  const ended = runFederation(
    jobs,
    {
      event: (event) => {
        if (event.type === "process" && event.participants !== undefined) pid ??= event.pid;
        if (event.type !== "round" || event.round < rounds || enough.signal.aborted) return;
        if (pid !== undefined) megabytes = residentMegabytes(pid);
        enough.abort(new Error("enough rounds"));
      },
      lot: () => undefined,
      observed: () => undefined,
      claimed: () => undefined,
    },
    enough.signal,
  );
  await ended.catch((error: unknown) => {
    if (!enough.signal.aborted) throw error;
  });
  return megabytes;
}

function residentMegabytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1000;
}
