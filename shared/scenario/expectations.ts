/** Whether what a scenario expects can be measured at all. @module */
import type { Catalogue } from "./catalogue.js";
import { diagnostic } from "./diagnostics.js";
import type { Diagnostic, Problem } from "./diagnostics.js";
import { nearest } from "./nearest.js";
import { formatPath } from "./path.js";
import type { Expectation, RunConfig } from "./schema.js";
import { describeTree, nodeAt, originAt } from "./tree.js";
import type { Tree } from "./tree.js";

/** Names of what a variant's summary will hold, as `expect` writes them. */
export function metricPaths(
  { privacy, attacks, audits, baselines }: RunConfig,
  catalogue: Catalogue,
): readonly string[] {
  const measured = attacks.flatMap(({ id, seat }) =>
    // who takes part claims what a class looks like; who sees updates, whose examples made them
    catalogue
      .names(seat === "participant" ? "representativeMetric" : "metric")
      .map((metric) => `attacks.${id}.${metric}`),
  );
  const epsilons = privacy.accountants.map((accountant) => `privacy.epsilon.${accountant}`);
  const compared = [...new Set(baselines)].flatMap((name) =>
    baselineMetrics[name].map((metric) => `baselines.${name}.${metric}`),
  );
  const audited = audits.flatMap(({ id }) => auditMetrics.map((metric) => `audits.${id}.${metric}`));
  return ["accuracy", "loss", "upBytes", "downBytes", ...epsilons, ...compared, ...measured, ...audited];
}

const auditMetrics = ["epsilonLowerBound", "gaussianLowerBound", "correct", "guesses"] as const;

const baselineMetrics = { standalone: ["accuracy", "low", "high"], centralised: ["accuracy"] } as const;

/** @param configs of the variants that could be resolved, and all of their names */
export function checkExpectations(
  expect: readonly Expectation[],
  variants: { readonly names: readonly string[]; readonly configs: ReadonlyMap<string, RunConfig> },
  tree: Tree,
  catalogue: Catalogue,
): Diagnostic[] {
  return expect.flatMap(({ variant, metric, above, below }, index) => {
    const say = (key: string, problem: Omit<Problem, "path" | "found">): Diagnostic => {
      const path = ["expect", index, key];
      const found = describeTree(nodeAt(tree, path));
      return diagnostic(originAt(tree, path), { path: formatPath(path), found, ...problem });
    };
    if (!variants.names.includes(variant)) {
      return [say("variant", { message: "there is no such variant", ...choose(variant, variants.names) })];
    }
    if (above !== undefined && below !== undefined && above >= below) {
      return [say("above", { message: `no value is above ${above} and below ${below}`, hint: "exchange the two" })];
    }
    const config = variants.configs.get(variant);
    const metrics = config && metricPaths(config, catalogue);
    if (metrics === undefined || metrics.includes(metric)) return [];
    return [say("metric", { message: `variant ${variant} will not measure this`, ...choose(metric, metrics) })];
  });
}

function choose(word: string, candidates: readonly string[]) {
  const suggestion = nearest(word, candidates);
  return { allowed: candidates.join(", "), ...(suggestion !== undefined && { suggestion }) };
}
