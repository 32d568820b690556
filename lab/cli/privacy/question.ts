/** What the calculator is asked: a release, from flags. @module */
import { readFileSync } from "node:fs";
import type { CalibratedParameter } from "../../../shared/privacy/calibrate.js";
import { steps as stepsParameter } from "../../../shared/privacy/calibrate.js";
import type { DpEvent, NeighbouringRelation, PrivacyUnit } from "../../../shared/privacy/events.js";
import { UsageError } from "../usage-error.js";
import { choose } from "./choose.js";
import { derive } from "./derive.js";
import { parseEvent } from "./event-file.js";
import type { Mechanism } from "./mechanisms.js";
import { mechanisms } from "./mechanisms.js";
import { flagOf, numberNames, numberOf, numberWords } from "./numbers.js";
import type { NumberName, Numbers } from "./numbers.js";
import { relations, units } from "./relations.js";
import type { Sampler } from "./samplers.js";
import { samplers } from "./samplers.js";

/** What is looked for. */
export type Wanted = "epsilon" | "delta" | "noise" | "steps" | "rate";

/** As commander hands them over; numbers are text still. */
export type Flags = Readonly<Partial<Record<NumberName, string>>> & {
  readonly mechanism?: string;
  readonly event?: string;
  readonly sampler?: string;
  readonly unit?: string;
  readonly neighbours?: string;
};

/** A parameter that can be looked for or drawn against. */
export interface Varied {
  readonly name: NumberName;
  readonly parameter: CalibratedParameter;
}

export interface Question {
  readonly mechanism: string;
  readonly sampler: string;
  /** of the sampler, in words */
  readonly sampling: string;
  readonly unit: PrivacyUnit;
  readonly neighbours: NeighbouringRelation;
  /** given and derived, in the order of the table of numbers */
  readonly numbers: Numbers;
  /** what follows from what, in words */
  readonly derived: readonly string[];
  readonly varied: { readonly [What in "noise" | "steps" | "rate"]?: Varied };
  /** all that is released, at other values of some numbers */
  event(changes?: Numbers): DpEvent;
}

/** @throws {UsageError} on a flag that means nothing, contradicts another, or is missing */
export function readQuestion(flags: Flags, wanted: Wanted): Question {
  const name = flags.mechanism ?? "gaussian";
  const [mechanismName, mechanism] =
    flags.event === undefined ? [name, choose("mechanism", name, mechanisms)] : ["event", fromFile(flags)];
  const samplerName = flags.sampler ?? "none";
  const sampler = choose("sampler", samplerName, samplers);
  if (mechanism.isWholeRun && samplerName !== "none") {
    const message = `the mechanism ${mechanismName} takes its lots in a fixed order, so that --sampler cannot be ${samplerName}`;
    throw new UsageError(message, "leave --sampler away");
  }

  const neighbours = choose(
    "neighbouring relation",
    flags.neighbours ?? mechanism.neighbours ?? sampler.neighbours,
    relations,
  );
  const unit = choose("unit of privacy", flags.unit ?? "example", units);
  const given = Object.fromEntries(
    numberNames.flatMap((key) => (flags[key] === undefined ? [] : [[key, numberOf(key, flags[key])]])),
  ) as Numbers;
  const varied = variedOf(mechanism, sampler, given);
  const looked = lookedFor(wanted, varied, mechanismName, samplerName);
  if (given[looked] !== undefined) {
    throw new UsageError(`${flagOf(looked)} is what is looked for`, `leave ${flagOf(looked)} away`);
  }
  const { numbers, derived } = derive(given, { mechanism, sampler, looked });
  refuseForeign(given, mechanism, sampler, `mechanism ${mechanismName}, sampler ${samplerName}`);
  for (const key of [...mechanism.needs, ...sampler.needs, ...neededFor(wanted)]) {
    if (numbers[key] !== undefined || key === looked || isSpelledOut(key, numbers)) continue;
    throw new UsageError(`${flagOf(key)} is missing`, `${flagOf(key)}: ${numberWords(key)}`);
  }

  const { counts } = sampler;
  return {
    ...{ mechanism: mechanismName, sampler: samplerName, sampling: sampler.words, unit, neighbours },
    ...{ numbers, derived, varied },
    event(changes = {}) {
      const all = { ...numbers, ...changes };
      if (mechanism.isWholeRun) return mechanism.event(all);
      const event = sampler.event(mechanism.event(all), all);
      const count = all[counts] ?? 1;
      return count === 1 ? event : { type: "repeated", count, event };
    },
  };
}

function fromFile({ event: path = "", mechanism }: Flags): Mechanism {
  if (mechanism !== undefined) {
    throw new UsageError("--event and --mechanism both say what is released", "give one of them");
  }
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new UsageError(`--event: ${(error as Error).message}`, "give the path of a JSON file with one event");
  }
  const event = parseEvent(text, path);
  return { needs: [], event: () => event };
}

function variedOf({ noise }: Mechanism, { counts, rate }: Sampler, given: Numbers): Question["varied"] {
  const steps = { name: counts, parameter: { ...stepsParameter, name: `number of ${counts}` } };
  return { steps, ...(noise && { noise }), ...(rate && { rate: rate(given) }) };
}

function lookedFor(wanted: Wanted, varied: Question["varied"], mechanism: string, sampler: string): NumberName {
  if (wanted === "epsilon" || wanted === "delta") return wanted;
  const found = varied[wanted];
  if (found !== undefined) return found.name;
  throw wanted === "rate"
    ? new UsageError(`the sampler ${sampler} has no rate`, "choose --sampler poisson, truncated-poisson or fixed")
    : new UsageError(`the mechanism ${mechanism} has no noise to look for`, "choose another --mechanism");
}

const neededFor = (wanted: Wanted): readonly NumberName[] =>
  wanted === "epsilon" ? ["delta"] : wanted === "delta" ? ["epsilon"] : ["epsilon", "delta"];

/** The sparse vector technique is described by an epsilon, or by its noises. */
const isSpelledOut = (key: NumberName, { thresholdNoise, comparisonNoise }: Numbers): boolean =>
  key === "epsilonPerAnswer" && thresholdNoise !== undefined && comparisonNoise !== undefined;

const common: readonly NumberName[] = ["steps", "epochs", "examples", "batchSize", "epsilon", "delta"];

function refuseForeign(given: Numbers, mechanism: Mechanism, sampler: Sampler, whose: string): void {
  const known = [...mechanism.needs, ...(mechanism.takes ?? []), ...sampler.needs];
  const foreign = numberNames.find((key) => given[key] !== undefined && !known.includes(key) && !common.includes(key));
  if (foreign === undefined) return;
  const names = [...new Set([...known, ...common])].map(flagOf).join(", ");
  throw new UsageError(`${flagOf(foreign)} says nothing here (${whose})`, `what counts is ${names}`);
}
