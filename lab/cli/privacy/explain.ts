/** `fedleak privacy explain`: what each variant of a scenario or of a run guarantees. @module */
import { stat } from "node:fs/promises";
import { accountantKind } from "../../report/words/privacy-words.js";
import type { PrivacySummary } from "../../runs/summary.js";
import { openRun } from "../open-run.js";
import { UsageError } from "../usage-error.js";
import { explanation } from "./explanation.js";
import { exposedTo, limitsOf } from "../../report/words/privacy-limits.js";

/** By variant. */
type Guarantees = Readonly<Record<string, PrivacySummary>>;

/** @throws {ScenarioError | UsageError} where `what` is neither a scenario nor a run */
export async function explain(
  what: string,
  overrides: readonly string[],
  { json }: { readonly json?: boolean },
): Promise<void> {
  const found = await stat(what).catch(() => undefined);
  const isRun = found?.isDirectory() ?? false;
  if (isRun && overrides.length > 0) {
    throw new UsageError(
      `${overrides[0]}: what a run guaranteed cannot be changed`,
      "name a scenario file, or leave it away",
    );
  }
  const guarantees = isRun ? await ofRun(what) : await ofScenario(what, overrides);
  const printed = json ? JSON.stringify(documentOf(guarantees, isRun), null, 2) : explanation(guarantees, isRun);
  process.stdout.write(`${printed}\n`);
}

async function ofRun(path: string): Promise<Guarantees> {
  const { summary } = await openRun(path);
  return Object.fromEntries(Object.entries(summary.variants).map(([name, { privacy }]) => [name, privacy]));
}

/** Plans need data sets and models, which runs that are read back do not. */
async function ofScenario(file: string, overrides: readonly string[]): Promise<Guarantees> {
  const [{ loadScenario }, { planRun }, { plannedPrivacy }] = await Promise.all([
    import("../../scenario.js"),
    import("../../launch/plan.js"),
    import("../../run/planned-privacy.js"),
  ]);
  const { scenario, catalogue, folder } = await loadScenario(file, overrides);
  return Object.fromEntries(
    scenario.variants.map(({ name, config }) => [name, plannedPrivacy(planRun(config, catalogue, folder))]),
  );
}

function documentOf(guarantees: Guarantees, isRun: boolean) {
  const variants = Object.entries(guarantees).map(([name, privacy]) => {
    const accountants = privacy.epsilon === "Infinity" ? [] : Object.keys(privacy.epsilon);
    const kinds = Object.fromEntries(accountants.map((accountant) => [accountant, accountantKind(accountant)]));
    const exposed = exposedTo(privacy);
    return [name, { ...privacy, accountants: kinds, doesNotProtectAgainst: exposed, limits: limitsOf(privacy) }];
  });
  return { of: isRun ? "run" : "plan", variants: Object.fromEntries(variants) as Record<string, unknown> };
}
