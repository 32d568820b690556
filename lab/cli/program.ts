/** The command line: verbs, help, and what errors look like. @module */
import { Command, CommanderError } from "commander";
import { ScenarioError } from "../../shared/scenario/diagnostics.js";
import { version } from "../installation.js";
import { RunDirectoryError } from "../runs/run-directory.js";
import { UsageError } from "./usage-error.js";

type Register = (program: Command) => void;

/** In the order in which help lists them. A verb's module is read when it is needed: most of them load a great deal. */
const verbs: Readonly<Record<string, () => Promise<Register>>> = {
  run: async () => (await import("./run.js")).registerRun,
  attack: async () => (await import("./attack.js")).registerAttack,
  validate: async () => (await import("./validate.js")).registerValidate,
  compare: async () => (await import("./compare.js")).registerCompare,
  report: async () => (await import("./report.js")).registerReport,
  list: async () => (await import("./list.js")).registerList,
  describe: async () => (await import("./describe.js")).registerDescribe,
  privacy: async () => (await import("./privacy/index.js")).registerPrivacy,
  schema: async () => (await import("./schema.js")).registerSchema,
  init: async () => (await import("./init.js")).registerInit,
  doctor: async () => (await import("./doctor.js")).registerDoctor,
};

const examples = `Examples:
  fedleak run scenarios/quickstart.yaml                      run a scenario, write its report
  fedleak run scenarios/quickstart.yaml training.rounds=5    change a value on the way
  fedleak describe attack gradient-inversion                 what a plug-in does and takes
`;

/** Knows the verb that `argv` names; all of them where it names none, for help and for "did you mean". */
async function createProgram(argv: readonly string[]): Promise<Command> {
  const program = new Command("fedleak")
    .description("Trains a model among many participants and measures what training leaks, with and without a defence.")
    .version(version())
    .option("--debug", "print the stack of an error")
    .addHelpText("before", examples)
    .showHelpAfterError("next step: fedleak --help")
    .exitOverride();
  const word = argv.find((argument) => !argument.startsWith("-")) ?? "";
  const needed = Object.hasOwn(verbs, word) ? [verbs[word]] : Object.values(verbs);
  for (const register of await Promise.all(needed.map((load) => load()))) register(program);
  return program;
}

/** Carries out one command line; sets the exit code: 0 done, 1 failed, 2 bad usage or scenario, others by the verb. */
export async function main(argv: readonly string[]): Promise<void> {
  try {
    await (await createProgram(argv)).parseAsync(argv, { from: "user" });
  } catch (error) {
    process.exitCode = report(error, argv.includes("--debug"));
  }
}

/** Says what went wrong; returns the exit code. */
function report(error: unknown, debug: boolean): number {
  // commander has already said it
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const isKnown = [ScenarioError, UsageError, RunDirectoryError].some((known) => error instanceof known);
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  const hint = error instanceof UsageError ? `\nnext step: ${error.hint}` : "";
  const shown = debug && stack !== undefined ? `${stack}${hint}` : `${message}${hint}`;
  process.stderr.write(`${error instanceof ScenarioError ? "" : "error: "}${shown}\n`);
  if (!isKnown && !debug) process.stderr.write("next step: the same command with --debug shows where\n");
  return isKnown ? 2 : 1;
}
