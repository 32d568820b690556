/** `fedleak attack`: what a recorded run's adversary saw, attacked again, without training. @module */
import { existsSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { InvalidArgumentError, type Command } from "commander";
import { attackAgain, type AttackedAgain } from "../run/attack-again.js";
import { changeAttack } from "../run/changed-attack.js";
import { PluginError } from "../plugins/plugin-error.js";
import { stamp } from "../runs/run-directory.js";
import { readRecording, type Recording } from "../runs/recording.js";
import { chooseAttack } from "./choose-attack.js";
import { interruption } from "./interruption.js";
import { makeDirectory } from "./make-directory.js";
import { withRun } from "./open-run.js";
import { Progress } from "./progress.js";
import { UsageError } from "./usage-error.js";

interface AttackOptions {
  readonly attack?: string;
  readonly variant?: string;
  readonly kind?: string;
  readonly out?: string;
  readonly seconds?: number;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

export function registerAttack(program: Command): void {
  program
    .command("attack")
    .description("attack a recorded run again, with other parameters or another attack, without training")
    .argument("<run>", "run directory")
    .argument("[parameters...]", "key=value, parameters of the attack: iterations=2000")
    .option("--attack <id>", "which of the run's attacks (default: the only one)")
    .option("--variant <name>", "in which variant (default: the only one)")
    .option("--kind <kind>", "another attack in its place, with its own defaults, or a path to one")
    .option("--out <dir>", "where results go, absent or empty (default: <run>/attacks-again/<time>-<id>)")
    .option("--seconds <count>", "stop after that long, with the best there is (default: no limit)", positiveNumber)
    .option("--json", "print the summary as one JSON document")
    .option("--quiet", "no progress")
    .action(attack);
}

async function attack(run: string, params: string[], options: AttackOptions): Promise<void> {
  const { recording, chosen, changed } = await withRun(run, async () => {
    const recording = readRecording(run);
    const chosen = chooseAttack(recording, options);
    const { id, variant } = chosen;
    const changed = await changeAttack(recording, variant.config, { id, kind: options.kind, params }).catch(
      asUsageError,
    );
    return { recording, chosen, changed };
  });
  const { id, variant, seeds } = chosen;
  const { training } = changed.config;
  const [{ kind, seat: _seat, target: _target, ...parameters }] = changed.config.attacks;
  const directory = makeDirectory(options.out === undefined ? freshPlace(recording, id) : resolve(options.out));
  const narrate = (text: string): void => {
    if (!options.quiet) process.stderr.write(text);
  };
  const signal = interruption();
  narrate(`attacks ${id} of ${relative("", recording.directory)}, variant ${variant.name}, again: ${kind}\n`);

  const progress = new Progress({ quiet: options.quiet ?? false, stream: process.stderr });
  const found = await withRun(run, () =>
    attackAgain({
      ...changed,
      ...{ recording, seeds, directory, signal },
      ...(options.seconds !== undefined && { seconds: options.seconds }),
      onSeed: (seed) =>
        progress.variant(seeds.length === 1 ? variant.name : `${variant.name}, seed ${seed}`, training.rounds),
      onEvent: (event) => progress.event(event),
    }),
  );
  progress.clear();
  const status = statusOf(found, signal);
  const record = { ...found.summary, status, run: recording.directory, variant: variant.name, parameters };
  writeFileSync(join(directory, "attack.json"), `${JSON.stringify(record, null, 2)}\n`);
  if (options.json) process.stdout.write(`${JSON.stringify({ ...record, directory }, null, 2)}\n`);
  else process.stdout.write(`${found.summary.explanation.join("\n")}\n`);
  narrate(`Verdict: ${found.summary.verdict}; results in ${relative("", directory)}\n`);
  process.exitCode = { completed: 0, failed: 1, interrupted: 130 }[status];
}

function statusOf({ failure }: AttackedAgain, { aborted }: AbortSignal): "completed" | "failed" | "interrupted" {
  if (aborted) return "interrupted";
  return failure === undefined ? "completed" : "failed";
}

/** Beside what was recorded, never over it. */
function freshPlace({ directory }: Recording, id: string): string {
  const place = join(directory, "attacks-again", `${stamp(new Date())}-${id}`);
  let free = place;
  for (let i = 2; existsSync(free); i++) free = `${place}-${i}`;
  return free;
}

function asUsageError(error: unknown): never {
  throw error instanceof PluginError ? new UsageError(error.message, error.hint) : error;
}

function positiveNumber(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 1e6)) throw new InvalidArgumentError("a number of seconds above 0 is expected.");
  return value;
}
