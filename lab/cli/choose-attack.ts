/** Which attack, of which variant of a run, is to be made again. @module */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { participantAttacks } from "../../shared/scenario/attack-seats.js";
import { nearest } from "../../shared/scenario/nearest.js";
import type { RecordedVariant, Recording } from "../runs/recording.js";
import { UsageError } from "./usage-error.js";

export interface ChosenAttack {
  readonly id: string;
  readonly variant: RecordedVariant;
  /** those that saw anything */
  readonly seeds: RecordedVariant["seeds"];
}

/**
 * What is not said is the only one there is.
 * @throws {UsageError} when there is none, more than one, or none that saw anything
 */
export function chooseAttack(
  { variants }: Recording,
  { variant: name, attack }: { readonly variant?: string; readonly attack?: string },
): ChosenAttack {
  const variant = pick(
    "variant",
    name,
    variants.map((one) => [one.name, one]),
  );
  const targeted = variant.config.attacks.filter(({ seat }) => seat !== "participant");
  const [inside] = participantAttacks(variant.config).filter(({ id }) => id === (attack ?? id));
  if (inside !== undefined && (attack !== undefined || targeted.length === 0)) {
    const message = `attack ${inside.id} took part in the training: without it there is nothing that it could attack`;
    throw new UsageError(message, "run the scenario again, with other parameters");
  }
  const id = pick(
    "attack",
    attack,
    targeted.map((one) => [one.id, one.id]),
  );
  const saw = (directory: string) => existsSync(join(directory, "attacks", id, "observations", "observations.jsonl"));
  const seeds = variant.seeds.filter(({ directory }) => saw(directory));
  if (seeds.length === 0) {
    const message = `attack ${id} of variant ${variant.name} has no observations: the run ended before its targets`;
    throw new UsageError(message, "run the scenario again");
  }
  return { id, variant, seeds };
}

function pick<T>(what: string, name: string | undefined, all: readonly (readonly [name: string, value: T])[]): T {
  const names = all.map(([one]) => one);
  if (names.length === 0) throw new UsageError(`the run has no ${what}`, "give a run of a scenario with attacks");
  if (name === undefined && all.length > 1) {
    throw new UsageError(`the run has several ${what}s: ${names.join(", ")}`, `say which with --${what} ${names[0]}`);
  }
  const found = name === undefined ? all[0] : all.find(([one]) => one === name);
  if (found !== undefined) return found[1];
  const suggestion = nearest(name as string, names);
  const guess = suggestion === undefined ? "" : `; did you mean ${suggestion}?`;
  throw new UsageError(`the run has no ${what} ${name}${guess}`, `choose from ${names.join(", ")}`);
}
