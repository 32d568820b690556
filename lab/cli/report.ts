/** `fedleak report`: a run's report, made again from its directory. @module */
import { relative } from "node:path";
import type { Command } from "commander";
import { writeReport } from "../report/write-report.js";
import { withRun } from "./open-run.js";

export function registerReport(program: Command): void {
  program
    .command("report")
    .description("write report.html and figures/ of a run again, from its directory alone")
    .argument("<run>", "run directory")
    .action(async (run: string) => {
      process.stdout.write(`${relative("", await withRun(run, writeReport))}\n`);
    });
}
