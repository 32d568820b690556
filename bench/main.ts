/** `npm run bench`: measures the budgets and prints them as one table, or as JSON. @module */
import { Command, InvalidArgumentError } from "commander";
import { isMet, ratioOf, type Benchmark, type Effort, type Finding } from "./benchmark.js";
import { benchmarks } from "./catalogue.js";
import { describeMachine } from "./machine.js";
import { findingsTable, machineText } from "./table.js";

interface Options {
  readonly json?: boolean;
  readonly effort: number;
}

interface Row extends Finding {
  readonly benchmark: string;
  readonly command: string;
}

const names = benchmarks.map(({ name }) => name);

await new Command("npm run bench --")
  .description("Measures the budgets of docs/design.md, section 13, as ratios within one run.")
  .argument("[names...]", `of benchmarks, all by default: ${names.join(", ")}`)
  .option("--json", "print one JSON document")
  .option(
    "--effort <share>",
    "share of the repetitions, in (0, 1]: small ones show that it runs, and little else",
    share,
    1,
  )
  .action(async (chosen: string[], { json, effort }: Options, command: Command) => {
    const unknown = chosen.filter((name) => !names.includes(name));
    if (unknown.length > 0) command.error(`there is no benchmark ${unknown.join(", ")}: choose ${names.join(", ")}`);
    const machine = await describeMachine();
    process.stderr.write(`${machineText(machine)}\n`);
    const rows: Row[] = [];
    for (const benchmark of benchmarks) {
      if (chosen.length === 0 || chosen.includes(benchmark.name)) rows.push(...(await measured(benchmark, effort)));
    }
    if (json) {
      const results = rows.map((row) => ({ ...row, ratio: ratioOf(row), met: isMet(row) }));
      process.stdout.write(`${JSON.stringify({ machine, results }, null, 2)}\n`);
    } else {
      process.stdout.write(`${findingsTable(rows)}\n`);
    }
  })
  .parseAsync();

/** One that cannot be measured is said to be so, and the others go on. */
async function measured({ name, summary, run }: Benchmark, share: number): Promise<Row[]> {
  const command = `npm run bench -- ${name}`;
  const effort: Effort = { times: (count) => Math.max(1, Math.round(share * count)) };
  process.stderr.write(`${name}: ${summary} ... `);
  const started = performance.now();
  try {
    const findings = await run(effort);
    process.stderr.write(`${((performance.now() - started) / 1000).toFixed(1)} s\n`);
    return findings.map((finding) => ({ benchmark: name, ...finding, command }));
  } catch (error) {
    process.stderr.write(`failed: ${(error as Error).message}\n`);
    process.exitCode = 1;
    return [];
  }
}

function share(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 1)) throw new InvalidArgumentError("a number in (0, 1] is expected.");
  return value;
}
