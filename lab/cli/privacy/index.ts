/** `fedleak privacy`: the accountants as a calculator, and a scenario's or a run's guarantees in words. @module */
import { Option, type Command } from "commander";
import { accountantsNamed, deltaAccounts, epsilonAccounts } from "./accounts.js";
import { calibrated } from "./calibration.js";
import { curveKinds, curveOf } from "./curve.js";
import type { CurveFlags } from "./curve.js";
import { choose } from "./choose.js";
import { explain } from "./explain.js";
import { mechanisms } from "./mechanisms.js";
import { flagOf, numberNames, numberWords } from "./numbers.js";
import type { NumberName } from "./numbers.js";
import { curveDocument, curveText, writeCurve } from "./print-curve.js";
import { readQuestion } from "./question.js";
import type { Flags, Wanted } from "./question.js";
import { relations, units } from "./relations.js";
import { resultOf } from "./result.js";
import type { ResultParts } from "./result.js";
import { samplers } from "./samplers.js";
import { textOf } from "./text.js";
import { verify } from "./verify.js";

type AllFlags = Flags & CurveFlags & { readonly accountant?: string; readonly json?: boolean };

const calculators: Readonly<Record<Wanted, string>> = {
  epsilon: "what a release spends, by each accountant; drawn against a parameter with --curve",
  delta: "the delta that a release has at an epsilon",
  noise: "the least noise that meets a target",
  steps: "the most steps that meet a target",
  rate: "the highest sampling rate, or lot size, that meets a target",
};

const examples = `Examples:
  fedleak privacy epsilon --noise-multiplier 1.1 --sampler poisson --sampling-rate 0.01 --steps 1000 --delta 1e-5
  fedleak privacy noise --epsilon 8 --delta 1e-5 --sampler poisson --examples 60000 --batch-size 256 --epochs 60
  fedleak privacy explain scenarios/quickstart.yaml
`;

export function registerPrivacy(program: Command): void {
  const privacy = program
    .command("privacy")
    .description("work out privacy budgets, and explain those of a scenario or a run")
    .addHelpText("before", examples);
  for (const wanted of Object.keys(calculators) as Wanted[]) registerCalculator(privacy, wanted);
  privacy
    .command("explain")
    .description("what each variant guarantees, to whom, and what that does not mean")
    .argument("<what>", "a scenario file, or a run directory")
    .argument("[key=value...]", "values of the scenario to change, such as training.rounds=5")
    .option("--json", "print one JSON document")
    .action(explain);
  privacy
    .command("verify")
    .description("check that every participant's ledger of a run is whole")
    .argument("<run>", "run directory")
    .option("--json", "print one JSON document")
    .action(verify);
}

function registerCalculator(privacy: Command, wanted: Wanted): void {
  const command = privacy
    .command(wanted)
    .description(calculators[wanted])
    .option("--mechanism <name>", `${Object.keys(mechanisms).join(", ")} (default: gaussian)`)
    .option("--event <file>", "a JSON file with any event, in the place of a mechanism")
    .option("--sampler <name>", `${Object.keys(samplers).join(", ")} (default: none)`);
  for (const name of numberNames) command.option(`${flagOf(name)} <number>`, numberWords(name));
  command
    .option("--accountant <names>", "names with commas between them, or all (default: pld,rdp)")
    .option("--unit <unit>", `${Object.keys(units).join(", ")} (default: example)`)
    .option("--neighbours <relation>", `${Object.keys(relations).join(", ")} (default: the one of the sampler)`)
    .option("--json", "print one JSON document");
  if (wanted === "epsilon") {
    command
      .addOption(new Option("--curve <parameter>", `draw epsilon against ${Object.keys(curveKinds).join(", ")}`))
      .option("--from <number>", "where the curve begins")
      .option("--to <number>", "where the curve ends")
      .option("--points <count>", "of the curve (default: 17)")
      .option("--figure <file>", "draw the curve into a file, .svg or .png");
  }
  command.action(async (flags: AllFlags) => {
    process.stdout.write(`${await answer(flags, wanted)}\n`);
  });
}

/** The answer as it is printed. */
async function answer(flags: AllFlags, wanted: Wanted): Promise<string> {
  const accountants = accountantsNamed(flags.accountant);
  if (flags.curve !== undefined) return drawn(flags, flags.curve, accountants);
  const parts = worked(flags, wanted, accountants);
  const result = resultOf(parts);
  return flags.json ? JSON.stringify(result, null, 2) : textOf(parts, result);
}

async function drawn(flags: AllFlags, word: string, accountants: ReturnType<typeof accountantsNamed>): Promise<string> {
  const kind = choose("curve", word, curveKinds);
  const question = readQuestion(flags, "epsilon");
  const curve = curveOf(question, kind, flags, accountants);
  const { figure } = flags;
  if (figure !== undefined) await writeCurve(figure, question, curve);
  if (!flags.json) return [curveText(question, curve), ...(figure === undefined ? [] : [figure])].join("\n");
  return JSON.stringify({ ...curveDocument(question, curve), ...(figure !== undefined && { figure }) }, null, 2);
}

function worked(flags: AllFlags, wanted: Wanted, accountants: ReturnType<typeof accountantsNamed>): ResultParts {
  const question = readQuestion(flags, wanted);
  const { numbers: given, neighbours } = question;
  const epsilonAt = (changes: Readonly<Partial<Record<NumberName, number>>> = {}) =>
    epsilonAccounts(accountants, question.event(changes), given.delta ?? 0, neighbours);
  if (wanted === "epsilon") return { question, of: "epsilon", accounts: epsilonAt() };
  if (wanted === "delta") {
    const accounts = deltaAccounts(accountants, question.event(), given.epsilon ?? 0, neighbours);
    return { question, of: "delta", accounts };
  }
  const found = calibrated(question, wanted, accountants);
  return { question, of: "epsilon", found, accounts: epsilonAt({ [found.name]: found.value }) };
}
