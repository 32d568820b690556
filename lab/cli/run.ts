/** `fedleak run`: a scenario, from its plan to its verdict. @module */
import { relative, resolve } from "node:path";
import { InvalidArgumentError, Option, type Command } from "commander";
import { useBackend, type BackendInUse } from "../../shared/tensor/backend/index.js";
import { planRun, type RunPlan } from "../launch/plan.js";
import { verdictLines } from "../report/verdict/verdict-lines.js";
import { execute, type PlannedVariant } from "../run/execute.js";
import { defaultRunDirectory } from "../runs/run-directory.js";
import { loadScenario } from "../scenario.js";
import { interruption } from "./interruption.js";
import { makeDirectory } from "./make-directory.js";
import { planText } from "./plan-text.js";
import { Progress } from "./progress.js";
import { exitCodeFor } from "./exit-code.js";
import { UsageError } from "./usage-error.js";

interface RunOptions {
  readonly out?: string;
  readonly backend?: string;
  readonly variant?: string[];
  readonly seeds?: number;
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

export function registerRun(program: Command): void {
  program
    .command("run")
    .description("run a scenario: every variant, its attacks, the comparison and the report")
    .argument("<scenario>", "scenario file")
    .argument("[overrides...]", "key=value, dotted paths: training.rounds=20 participants.defences[0].clipNorm=2")
    .option("--out <dir>", "the run directory itself, absent or empty (default: runs/<scenario>/<time>-<hash>)")
    .addOption(new Option("--backend <name>", "what computes").choices(["auto", "wasm", "cpu", "tensorflow"]))
    .option("--variant <name>", "run this variant only; may be given again", (name, names: string[] = []) => [
      ...names,
      name,
    ])
    .option("--seeds <count>", "repeat everything with this many seeds", positiveInteger)
    .option("--dry-run", "print the plan, start nothing")
    .option("--json", "print the summary (or, with --dry-run, the resolved scenario) as one JSON document")
    .option("--quiet", "no plan, no progress")
    .action(run);
}

async function run(file: string, overrides: string[], options: RunOptions): Promise<void> {
  const { scenario, catalogue, text, folder } = await loadScenario(file, allOverrides(overrides, options), {
    variants: options.variant,
  });
  const variants = scenario.variants.map(({ name, config }): PlannedVariant => {
    const seeds = Array.from({ length: scenario.seeds }, (_, i) => config.seed + i);
    return { name, plans: seeds.map((seed) => planRun({ ...config, seed }, catalogue, folder)) };
  });
  const plans = variants.flatMap((variant) => variant.plans);
  const backend = await startBackend(plans);
  const directory = options.out ? resolve(options.out) : defaultRunDirectory(scenario.name, scenario.hash, new Date());
  const narrate = (text: string): void => {
    if (!options.quiet) process.stderr.write(text);
  };

  narrate(`${planText({ question: scenario.question, variants, backend, directory: relative("", directory) })}\n`);
  if (options.dryRun) {
    if (options.json) process.stdout.write(`${JSON.stringify(scenario, null, 2)}\n`);
    return;
  }

  makeDirectory(directory);
  const progress = new Progress({ quiet: options.quiet ?? false, stream: process.stderr });
  const { summary, report } = await execute({
    scenario,
    text,
    variants,
    overrides,
    backend,
    directory,
    command: commandLine(file, overrides, options),
    signal: interruption(),
    onVariant: (name, { seed, training }) =>
      progress.variant(scenario.seeds === 1 ? name : `${name}, seed ${seed}`, training.rounds),
    onEvent: (event) => progress.event(event),
  });
  progress.clear();

  if (options.json) process.stdout.write(`${JSON.stringify({ ...summary, directory }, null, 2)}\n`);
  else process.stdout.write(`${[...verdictLines(summary, scenario.variants), ""].join("\n")}\n`);
  const reportPath = relative("", report);
  narrate(
    `Report: ${reportPath}\nNext: open it in a browser, or compare runs: fedleak compare ${relative("", directory)} <another run>\n`,
  );
  process.exitCode = exitCodeFor(summary);
}

/** One for the whole run: a digest belongs to a backend. */
async function startBackend(plans: readonly RunPlan[]): Promise<BackendInUse> {
  const convolutional = plans.some(({ network }) => network.isConvolutional);
  try {
    return await useBackend(plans[0].config.backend, { convolutional });
  } catch (error) {
    throw new UsageError((error as Error).message, "fedleak doctor says which backends there are, and why");
  }
}

/** Options that stand for a field of the scenario go the way of every override. */
function allOverrides(overrides: readonly string[], { backend, seeds }: RunOptions): string[] {
  return [
    ...overrides,
    ...(backend === undefined ? [] : [`backend=${backend}`]),
    ...(seeds === undefined ? [] : [`seeds=${seeds}`]),
  ];
}

/** The command that repeats this run. */
function commandLine(file: string, overrides: readonly string[], { backend, variant, seeds }: RunOptions): string {
  const quote = (word: string): string =>
    /^[\w@%+=:,./[\]-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
  return [
    "fedleak run",
    quote(file),
    ...overrides.map((override) => (override.includes("[") ? `'${override}'` : quote(override))),
    ...(backend === undefined ? [] : ["--backend", backend]),
    ...(variant ?? []).flatMap((name) => ["--variant", name]),
    ...(seeds === undefined ? [] : ["--seeds", String(seeds)]),
  ].join(" ");
}

function positiveInteger(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError("an integer of at least 1 is expected.");
  return value;
}
