/** `fedleak list`: what a scenario can be made of. @module */
import type { Command } from "commander";
import { shelves } from "../plugins/built-in.js";
import { kindNamed, kinds } from "./shelf.js";

export function registerList(program: Command): void {
  program
    .command("list")
    .description("list what there is of a kind, or of every kind")
    .argument("[kind]", kinds.join(", "))
    .option("--json", "print one JSON document")
    .action((kind: string | undefined, { json }: { json?: boolean }) => {
      const wanted = kind === undefined ? kinds : [kindNamed(kind)];
      const found = wanted.map((one) => [one, shelves[one].map(({ name, summary }) => ({ name, summary }))] as const);
      process.stdout.write(json ? `${JSON.stringify(Object.fromEntries(found), null, 2)}\n` : inWords(found));
    });
}

type Found = readonly (readonly [string, readonly { readonly name: string; readonly summary: string }[]])[];

function inWords(found: Found): string {
  const width = Math.max(...found.flatMap(([, things]) => things.map(({ name }) => name.length)));
  const shelf = ([kind, things]: Found[number]) =>
    [kind, ...things.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`), ""].join("\n");
  return `${found.map(shelf).join("\n")}`;
}
