/** `fedleak validate`: every problem of a scenario, one a line. @module */
import type { Command } from "commander";
import { formatDiagnosticLine, ScenarioError } from "../../shared/scenario/diagnostics.js";
import { loadScenario } from "../scenario.js";

export function registerValidate(program: Command): void {
  program
    .command("validate")
    .description("check a scenario without running it")
    .argument("<scenario>", "path of a scenario file")
    .argument("[key=value...]", "values to change, such as training.rounds=5")
    .option("--json", "print one JSON document")
    .action(async (file: string, overrides: readonly string[], { json }: { json?: boolean }) => {
      const result = await check(file, overrides);
      process.stdout.write(json ? `${JSON.stringify(result, null, 2)}\n` : inWords(result));
      if (!result.ok) process.exitCode = 2;
    });
}

type Result = Awaited<ReturnType<typeof check>>;

async function check(file: string, overrides: readonly string[]) {
  try {
    const { scenario } = await loadScenario(file, overrides);
    return {
      ok: true as const,
      file,
      hash: scenario.hash,
      variants: scenario.variants.map(({ name }) => name),
      problems: [],
    };
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return { ok: false as const, file, problems: error.diagnostics };
  }
}

function inWords(result: Result): string {
  if (result.ok) return `ok  ${result.file}  ${result.hash}  variants: ${result.variants.join(", ")}\n`;
  return result.problems.map((problem) => `${formatDiagnosticLine(problem)}\n`).join("");
}
