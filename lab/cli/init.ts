/** `fedleak init`: a scenario and an attack to start from. @module */
import { mkdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Command } from "commander";
import { starterAttack, starterScenario } from "./starter.js";
import { UsageError } from "./usage-error.js";

export function registerInit(program: Command): void {
  program
    .command("init")
    .description("write a scenario and an attack to start from; overwrites nothing")
    .argument("[dir]", "where to, made if absent", ".")
    .action(async (directory: string) => {
      const scenario = join(directory, "scenario.yaml");
      const files = { [scenario]: starterScenario, [join(directory, "my-attack.ts")]: await starterAttack() };
      for (const file of Object.keys(files)) await refuseExisting(file);
      await mkdir(directory, { recursive: true }).catch(() => {
        throw new UsageError(`${directory} cannot be made a directory`, "name another one");
      });
      for (const [file, text] of Object.entries(files)) {
        await writeFile(file, text, { flag: "wx" });
        process.stdout.write(`${file}\n`);
      }
      process.stderr.write(`next step: fedleak run ${scenario}\n`);
    });
}

async function refuseExisting(file: string): Promise<void> {
  if ((await stat(file).catch(() => undefined)) === undefined) return;
  throw new UsageError(
    `${file} is there already, and nothing was written`,
    "name another directory: fedleak init my-study",
  );
}
