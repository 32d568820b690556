/** What makes several runs hard to compare. @module */
import { basename } from "node:path";
import { cautionsFor } from "../../run/cautions.js";
import type { RecordedRun } from "../../runs/read-run.js";
import { configsOf } from "../recorded/configs.js";
import { listed } from "../words/format.js";
import { privacyStatement } from "../words/privacy-words.js";

/** One caution where `of` differs between runs. */
function difference(what: string, runs: readonly RecordedRun[], of: (run: RecordedRun) => string): string[] {
  const found = new Set(runs.map(of));
  return found.size > 1 ? [`the runs differ in ${what}: ${listed([...found])}`] : [];
}

/** In words: within every run, then between the first variants of the runs. */
export function comparisonCautions(runs: readonly RecordedRun[]): string[] {
  const nameOf = ({ directory }: RecordedRun) => basename(directory);
  const configs = runs.map((run) =>
    configsOf(run).map(({ name, config }) => ({ name: `${nameOf(run)} ${name}`, config })),
  );
  const firsts = configs.flatMap((variants) => variants.slice(0, 1));
  const seeds = Math.min(...runs.map(({ summary }) => summary.seeds));
  const statements = runs.flatMap(({ summary }) =>
    Object.values(summary.variants).filter(({ privacy }) => privacy.epsilon !== "Infinity"),
  );
  const guarantees = new Set(statements.map(({ privacy }) => privacyStatement(privacy)));
  return [
    ...runs
      .filter(({ summary }) => summary.status !== "completed")
      .map((run) => `${nameOf(run)} ${run.summary.status === "failed" ? "failed" : "was interrupted"}`),
    ...runs
      .filter((run) => configsOf(run).length === 0)
      .map((run) => `${nameOf(run)} has no resolved.json: what it shares with the others is not known`),
    ...configs.flatMap((variants) => cautionsFor(variants, Infinity)),
    ...cautionsFor(firsts, seeds),
    ...difference("seeds", runs, ({ summary: { seed, seeds } }) =>
      seeds > 1 ? `${seed} to ${seed + seeds - 1}` : String(seed),
    ),
    ...difference("backend", runs, ({ summary }) => summary.backend),
    ...(guarantees.size > 1 ? [`ε is not of one kind: ${listed([...guarantees].map((text) => `(${text})`))}`] : []),
  ];
}
