/** `fedleak compare`: several runs in one table. @module */
import { relative } from "node:path";
import Table from "cli-table3";
import type { Command } from "commander";
import { comparisonCautions } from "../report/comparison-cautions.js";
import { decibels, epsilon, fixed, percent } from "../report/format.js";
import { firstEpsilon, privacyStatement } from "../report/words.js";
import type { RecordedRun } from "../runs/read-run.js";
import type { MetricSummary } from "../runs/summary.js";
import { openRun } from "./open-run.js";

export function registerCompare(program: Command): void {
  program
    .command("compare")
    .description("put the variants of several runs into one table, with what makes them hard to compare")
    .argument("<runs...>", "run directories")
    .option("--json", "print one JSON document")
    .action(async (paths: string[], { json }: { json?: boolean }) => {
      const runs = await Promise.all(paths.map(openRun));
      const cautions = comparisonCautions(runs);
      process.stdout.write(json ? `${JSON.stringify(comparison(runs, cautions), null, 2)}\n` : inWords(runs, cautions));
    });
}

function comparison(runs: readonly RecordedRun[], cautions: readonly string[]) {
  return {
    runs: runs.map(({ directory, summary }) => {
      const { scenario, status, seed, seeds, backend, variants } = summary;
      return { directory, scenario, status, seed, seeds, backend, variants };
    }),
    cautions,
  };
}

/** "12.3 dB (11.9 dB to 12.8 dB)" would be too wide: the interval is in --json and in the reports. */
function scored(metric: MetricSummary | undefined, format: (value: number) => string): string {
  return metric === undefined ? "–" : `${format(metric.value)} / ${format(metric.chance)}`;
}

function inWords(runs: readonly RecordedRun[], cautions: readonly string[]): string {
  const table = new Table({
    head: [
      "run",
      "variant",
      "accuracy",
      "ε",
      "attack",
      "PSNR / guesser",
      "SSIM / guesser",
      "labels / guesser",
      "verdict",
    ],
    style: { head: [], border: [] },
  });
  const statements = new Set<string>();
  for (const { directory, summary } of runs) {
    for (const [name, { accuracy, privacy, attacks }] of Object.entries(summary.variants)) {
      if (privacy.epsilon !== "Infinity") statements.add(privacyStatement(privacy));
      const start = [relative("", directory), name, percent(accuracy), epsilon(firstEpsilon(privacy))];
      const rows = Object.entries(attacks).map(([id, { metrics, verdict }]) => [
        id,
        scored(metrics.psnrDb, decibels),
        scored(metrics.ssim, (value) => fixed(value, 3)),
        scored(metrics.labelRecovery, (value) => percent(value, 0)),
        verdict,
      ]);
      for (const row of rows.length > 0 ? rows : [["none", "–", "–", "–", "–"]]) table.push([...start, ...row]);
    }
  }
  const notes = [
    ...[...statements].map((statement) => `ε: ${statement}`),
    ...cautions.map((line) => `caution: ${line}`),
  ];
  return `${[table.toString(), ...notes].join("\n")}\n`;
}
