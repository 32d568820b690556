/** `fedleak schema`: the scenario format, for editors. @module */
import type { Command } from "commander";
import { scenarioJsonSchema } from "../../shared/scenario/json-schema.js";
import { builtIn } from "../plugins/built-in.js";

export function registerSchema(program: Command): void {
  program
    .command("schema")
    .description("print the JSON Schema (draft-07) of scenario files, from which editors complete and check")
    .action(() => {
      process.stdout.write(`${JSON.stringify(scenarioJsonSchema(builtIn), null, 2)}\n`);
    });
}
