/** The real server of a scenario, in its own process, for participants that a benchmark plays itself. @module */
import { fileURLToPath } from "node:url";
import { Child } from "../../lab/launch/child.js";
import { compiled } from "../../lab/launch/compiled.js";
import type { FederationJobs } from "../../lab/launch/federation.js";
import { planRun, type RunPlan } from "../../lab/launch/plan.js";
import { jobsOf } from "../../lab/run/jobs.js";
import { loadScenario } from "../../lab/scenario.js";
import type { FromServer, ServerJob } from "../../shared/process/messages.js";

export interface PlannedScenario {
  readonly plan: RunPlan;
  readonly jobs: FederationJobs;
}

/** A file of `bench/scenarios`, planned for wasm. */
export async function plannedScenario(name: string, overrides: readonly string[]): Promise<PlannedScenario> {
  const { scenario, catalogue, folder } = await loadScenario(scenarioFile(name), overrides);
  const plan = planRun(scenario.variants[0].config, catalogue, folder);
  return { plan, jobs: jobsOf(plan, "wasm") };
}

export function scenarioFile(name: string): string {
  return fileURLToPath(new URL(`../../bench/scenarios/${name}.yaml`, import.meta.resolve("fedleak")));
}

export interface StartedServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** @throws {Error} when it does not come up */
export function startServer(job: ServerJob): Promise<StartedServer> {
  return new Promise((resolve, reject) => {
    const child = new Child<ServerJob, FromServer>(compiled.server, job, (message) => {
      if (message.type === "listening") resolve({ url: message.url, stop: () => child.stop() });
      if (message.type === "failed") reject(new Error(message.reason));
    });
    void child.ended.then((how) => reject(new Error(`the parameter server ended: ${how}`)));
  });
}
