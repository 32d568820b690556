/** `fedleak compare`: several runs in one table. @module */
import { relative } from "node:path";
import Table from "cli-table3";
import type { Command } from "commander";
import { comparisonCautions } from "../report/verdict/comparison-cautions.js";
import { configsOf } from "../report/recorded/configs.js";
import { bytes, decibels, epsilon, fixed, percent, significant } from "../report/words/format.js";
import { sweepLines } from "../report/sweeps/sweep-lines.js";
import { firstEpsilon, privacyStatement } from "../report/words/privacy-words.js";
import type { RecordedRun } from "../runs/read-run.js";
import type { MetricSummary, VariantSummary } from "../runs/summary.js";
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

/** A column of the table: of a variant, or of one of its attacks. */
type Column = readonly [head: string, cell: (variant: VariantSummary, attack: string) => string];

const learned: readonly Column[] = [
  ["accuracy", ({ accuracy }) => percent(accuracy)],
  ["ε", ({ privacy }) => epsilon(firstEpsilon(privacy))],
];

const compared: readonly Column[] = [
  ["standalone", ({ baselines }) => percent(baselines?.standalone?.accuracy)],
  ["centralised", ({ baselines }) => percent(baselines?.centralised?.accuracy)],
];

const sent: readonly Column[] = [
  ["uploaded", ({ upBytes }) => bytes(upBytes)],
  ["downloaded", ({ downBytes }) => bytes(downBytes)],
];

const attacked: Column = ["attack", ({ attacks }, id) => (attacks[id] === undefined ? "none" : id)];

const reconstructed: readonly Column[] = [
  ["PSNR / guesser", ({ attacks }, id) => scored(attacks[id]?.metrics.psnrDb, decibels)],
  ["SSIM / guesser", ({ attacks }, id) => scored(attacks[id]?.metrics.ssim, (value) => fixed(value, 3))],
  ["labels / guesser", ({ attacks }, id) => scored(attacks[id]?.metrics.labelRecovery, (value) => percent(value, 0))],
];

const drawn: readonly Column[] = [
  [
    "taken for the class / guesser",
    ({ attacks }, id) => scored(attacks[id]?.metrics["targetClassShare"], (value) => percent(value, 0)),
  ],
  ["Fréchet / guesser", ({ attacks }, id) => scored(attacks[id]?.metrics["frechetDistance"], significant)],
];

const judged: Column = ["verdict", ({ attacks }, id) => attacks[id]?.verdict ?? "–"];

/** Those that have something to say about at least one variant. */
function columnsFor(variants: readonly VariantSummary[]): Column[] {
  const areCompared = variants.some(({ baselines }) => baselines !== undefined);
  const attacks = variants.flatMap((variant) => Object.values(variant.attacks));
  const takingPart = attacks.filter(({ seat }) => seat === "participant");
  const leaked = [
    attacked,
    ...(attacks.length > takingPart.length ? reconstructed : []),
    ...(takingPart.length > 0 ? drawn : []),
    judged,
  ];
  // attacks take all the width there is
  return [...learned, ...(areCompared ? compared : []), ...(attacks.length > 0 ? leaked : sent)];
}

function inWords(runs: readonly RecordedRun[], cautions: readonly string[]): string {
  const columns = columnsFor(runs.flatMap(({ summary }) => Object.values(summary.variants)));
  const table = new Table({
    head: ["run", "variant", ...columns.map(([head]) => head)],
    style: { head: [], border: [] },
  });
  const statements = new Set<string>();
  for (const { directory, summary } of runs) {
    for (const [name, variant] of Object.entries(summary.variants)) {
      const { privacy, attacks } = variant;
      if (privacy.epsilon !== "Infinity") statements.add(privacyStatement(privacy));
      const ids = Object.keys(attacks);
      for (const id of ids.length > 0 ? ids : ["none"]) {
        table.push([relative("", directory), name, ...columns.map(([, cell]) => cell(variant, id))]);
      }
    }
  }
  const swept = runs.flatMap((run) =>
    sweepLines(run.summary, configsOf(run)).map((line) => `${relative("", run.directory)}: ${line}`),
  );
  const notes = [
    ...swept,
    ...[...statements].map((statement) => `ε: ${statement}`),
    ...cautions.map((line) => `caution: ${line}`),
  ];
  return `${[table.toString(), ...notes].join("\n")}\n`;
}
