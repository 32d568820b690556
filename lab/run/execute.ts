/** Runs every variant of a scenario, for every seed, and leaves one complete run directory. @module */
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { RunEvent } from "../../shared/process/run-events.js";
import type { ResolvedScenario } from "../../shared/scenario/resolve.js";
import type { RunConfig } from "../../shared/scenario/schema.js";
import type { BackendInUse } from "../../shared/tensor/backend/index.js";
import { accusation, AUDIT_SIGNIFICANCE } from "../audit/accusation.js";
import { Baselines } from "../baselines/baselines.js";
import { Judges } from "../judge/judges.js";
import type { RunPlan } from "../launch/plan.js";
import { writeReport } from "../report/write-report.js";
import { environment } from "../runs/environment.js";
import { RunLog } from "../runs/run-log.js";
import type { RunStatus, Summary, VariantSummary } from "../runs/summary.js";
import { cautionsFor } from "./cautions.js";
import { combineSeeds } from "./combine-seeds.js";
import { controlsOf } from "./controls-of.js";
import { checkExpectations } from "./expectations.js";
import { withVariantControls } from "./variant-controls.js";
import { runVariant, type VariantRun } from "./variant.js";

/** One variant, planned for each of its seeds. */
export interface PlannedVariant {
  readonly name: string;
  readonly plans: readonly RunPlan[];
}

export interface Execution {
  readonly scenario: ResolvedScenario;
  /** the scenario file as it was */
  readonly text: string;
  readonly variants: readonly PlannedVariant[];
  readonly overrides: readonly string[];
  readonly backend: BackendInUse;
  /** made by the caller, empty */
  readonly directory: string;
  /** that repeats this run */
  readonly command: string;
  readonly signal: AbortSignal;
  readonly onVariant: (name: string, config: RunConfig) => void;
  readonly onEvent: (event: RunEvent) => void;
}

/** Never throws for what happens inside a run: a run that failed or was interrupted has a summary that says so. */
export async function execute(execution: Execution): Promise<{ summary: Summary; report: string }> {
  const { scenario, variants, backend, directory, signal } = execution;
  const started = performance.now();
  const log = new RunLog(directory);
  writeInputs(execution);

  const baselines = new Baselines(backend.name, signal);
  const judges = new Judges(variants[0].plans[0].root.fork("judge").key, signal);
  const completed: Record<string, VariantSummary> = {};
  let status: RunStatus = "completed";
  let reason: string | undefined;
  try {
    for (const variant of variants) {
      completed[variant.name] = await runSeeds(execution, variant, { baselines, judges }, log);
      // an attack that was cut short leaves a variant that is whole in all else
      signal.throwIfAborted();
    }
  } catch (error) {
    status = signal.aborted ? "interrupted" : "failed";
    reason = error instanceof Error ? error.message : String(error);
  } finally {
    await judges.stop();
  }
  const finished = withVariantControls(completed, controlsOf(scenario.variants));
  const accused = accusation(finished);
  if (accused !== undefined && status === "completed") [status, reason] = ["failed", accused];
  log.write(status === "completed" ? "info" : "error", reason === undefined ? status : `${status}: ${reason}`);

  const summary: Summary = {
    schema: 1,
    scenario: scenario.name,
    question: scenario.question,
    status,
    ...(reason !== undefined && { reason }),
    seed: variants[0].plans[0].config.seed,
    seeds: variants[0].plans.length,
    randomness: randomnessOf(variants),
    backend: backend.name,
    seconds: (performance.now() - started) / 1000,
    variants: finished,
    expectations: checkExpectations(scenario.expect, finished),
    cautions: cautionsFor(
      variants.map(({ name, plans }) => ({ name, config: plans[0].config })),
      variants[0].plans.length,
    ),
    command: execution.command,
  };
  writeJson(join(directory, "summary.json"), summary);
  return { summary, report: await writeReport(directory) };
}

function randomnessOf(variants: readonly PlannedVariant[]): Summary["randomness"] {
  const isSecure = variants.some(({ plans }) => plans.some(({ config }) => config.privacy.randomness === "secure"));
  return isSecure ? "secure" : "reproducible";
}

async function runSeeds(
  { variants, directory, backend, signal, onVariant, onEvent: tell }: Execution,
  { name, plans }: PlannedVariant,
  shared: Pick<VariantRun, "baselines" | "judges">,
  log: RunLog,
): Promise<VariantSummary> {
  const onEvent = (event: RunEvent): void => {
    log.event(event);
    tell(event);
  };
  // all of them share it, so that a run without a bug is accused with at most that probability
  const audits = variants.reduce((sum, variant) => sum + variant.plans[0].audits.length, 0);
  const auditSignificance = AUDIT_SIGNIFICANCE / Math.max(1, audits);
  const summaries: VariantSummary[] = [];
  for (const plan of plans) {
    onVariant(name, plan.config);
    log.write("info", `variant ${name}, seed ${plan.config.seed}`);
    // one seed needs no folder of its own
    const parts = plans.length === 1 ? [name] : [name, `seed-${plan.config.seed}`];
    const place = join(directory, ...parts);
    const run = { plan, backend: backend.name, ...shared, directory: place, auditSignificance, signal, onEvent };
    summaries.push(await runVariant(run));
  }
  return combineSeeds(summaries);
}

function writeInputs({ scenario, text, variants, overrides, backend, directory }: Execution): void {
  writeFileSync(join(directory, "scenario.yaml"), text);
  writeFileSync(join(directory, "overrides.txt"), overrides.map((override) => `${override}\n`).join(""));
  const resolved = variants.map(({ name, plans }) => ({ name, config: plans[0].config }));
  const { folder } = variants[0].plans[0];
  writeJson(join(directory, "resolved.json"), { ...scenario, folder, variants: resolved });
  writeJson(join(directory, "environment.json"), environment(backend, randomnessOf(variants)));
  keepPlugins(resolved, join(directory, "plugins"));
}

/** Copies the compiled plug-ins that the scenario names by path: the run stays readable when their sources change. */
function keepPlugins(resolved: unknown, directory: string): void {
  const modules = new Set<string>();
  JSON.stringify(resolved, (key, value: unknown) => {
    if (key === "module" && typeof value === "string") modules.add(value);
    return value;
  });
  if (modules.size > 0) mkdirSync(directory);
  for (const module of modules) copyFileSync(new URL(module), join(directory, basename(fileURLToPath(module))));
}

function writeJson(file: string, value: unknown): void {
  writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
}
