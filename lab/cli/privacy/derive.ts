/** What follows from the numbers that people think in: epochs, batches, how many examples there are. @module */
import { UsageError } from "../usage-error.js";
import type { Mechanism } from "./mechanisms.js";
import type { NumberName, Numbers } from "./numbers.js";
import type { Sampler } from "./samplers.js";

export interface Derived {
  readonly numbers: Numbers;
  /** each in words */
  readonly derived: readonly string[];
}

export interface Derivation {
  readonly mechanism: Mechanism;
  readonly sampler: Sampler;
  /** what is looked for, and so must follow from nothing */
  readonly looked: NumberName;
}

/** @throws {UsageError} on numbers that contradict each other or leave something open */
export function derive(given: Numbers, { mechanism, sampler, looked }: Derivation): Derived {
  const derived: string[] = [];
  const numbers: { -readonly [Name in NumberName]?: number } = { ...given };
  const drawsLots = sampler.needs.length > 0;
  if (given.batchSize !== undefined && !drawsLots && !mechanism.isWholeRun && sampler.counts === "steps") {
    const message = "--batch-size says that a step sees a part of the records, and nothing says how it is drawn";
    throw new UsageError(message, "give --sampler poisson, truncated-poisson, fixed or shuffle");
  }
  lot(numbers, derived, sampler, looked);
  const count = sampler.counts;
  if (count === "epochs") passes(numbers, derived);
  else if (mechanism.isWholeRun && given.batchSize !== undefined) tree(numbers, derived);
  else if (given.epochs !== undefined) {
    if (given.steps !== undefined) throw new UsageError("--steps and --epochs both say how long", "give one of them");
    if (looked === "steps") throw new UsageError("--epochs says how many steps", "leave --epochs away");
    const lots = sampler.lotsInEpoch(numbers);
    if (lots === undefined) {
      throw new UsageError("nothing says how many lots an epoch has", "give --steps in the place of --epochs");
    }
    numbers.steps = wholeSteps(given.epochs * lots);
    derived.push(`${numbers.steps} steps: ${given.epochs} epochs of ${short(lots)} lots each, rounded up`);
  }
  if (numbers[count] === undefined && looked !== count) {
    numbers[count] = 1;
    derived.push(`one ${count === "steps" ? "step" : "epoch"}: nothing says how many`);
  }
  return { numbers, derived };
}

type Open = { -readonly [Name in NumberName]?: number };

/** The rate or the size of a lot, from its expected size. */
function lot(numbers: Open, derived: string[], sampler: Sampler, looked: NumberName): void {
  const { batchSize, examples } = numbers;
  const [key] = sampler.needs.filter((name) => name === "samplingRate" || name === "size");
  if (key === undefined || batchSize === undefined) return;
  if (looked === key) throw new UsageError("--batch-size says what is looked for", "leave --batch-size away");
  if (numbers[key] !== undefined) {
    throw new UsageError(
      `--batch-size and --${key === "size" ? "size" : "sampling-rate"} both say how large a lot is`,
      "give one of them",
    );
  }
  if (examples === undefined) {
    throw new UsageError("--examples is missing: a batch is a share of them", "give --examples, or --sampling-rate");
  }
  if (batchSize > examples) {
    throw new UsageError(
      `--batch-size is ${batchSize}, more than there are examples (${examples})`,
      "give a smaller one",
    );
  }
  if (key === "size") {
    if (!Number.isInteger(batchSize)) {
      throw new UsageError(`--batch-size is ${batchSize}, must be an integer where lots have a fixed size`, "round it");
    }
    numbers.size = batchSize;
    return;
  }
  numbers.samplingRate = batchSize / examples;
  derived.push(`sampling rate ${short(numbers.samplingRate)}: ${batchSize} of ${examples}`);
}

function passes(numbers: Open, derived: string[]): void {
  if (numbers.steps !== undefined) {
    throw new UsageError("--steps says little about shuffled lots: each record is in one an epoch", "give --epochs");
  }
  if (numbers.epochs === undefined || Number.isInteger(numbers.epochs)) return;
  numbers.epochs = Math.ceil(numbers.epochs);
  derived.push(`${numbers.epochs} epochs: one that is not finished counts`);
}

/** A record comes back after a whole pass, in the same order. */
function tree(numbers: Open, derived: string[]): void {
  const { examples, batchSize = 1, epochs } = numbers;
  if (examples === undefined || epochs === undefined || batchSize > examples) {
    const message = "--batch-size needs --epochs, and --examples that are no fewer: a record takes part once an epoch";
    throw new UsageError(message, "give --steps, --participations and --separation in its place");
  }
  for (const key of ["steps", "participations", "separation"] as const) {
    if (numbers[key] === undefined) continue;
    throw new UsageError(`--${key} follows from --examples, --batch-size and --epochs`, `leave --${key} away`);
  }
  numbers.steps = wholeSteps((epochs * examples) / batchSize);
  numbers.participations = Math.ceil(epochs);
  numbers.separation = Math.floor(examples / batchSize);
  derived.push(
    `${numbers.steps} steps, in which a record takes part ${numbers.participations} times, ${numbers.separation} steps apart`,
  );
}

/** Rounded up, but for what rounding alone put above an integer. */
const wholeSteps = (steps: number): number => Math.ceil(steps * (1 - 1e-12));

const short = (value: number): number => Number(value.toPrecision(6));
