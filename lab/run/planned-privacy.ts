/** What a run will guarantee, by its plan, in the words of what it guaranteed. @module */
import { AggregateLedger } from "../../shared/privacy/aggregate-ledger.js";
import { PrivacyLedger } from "../../shared/privacy/ledger.js";
import type { RunPlan } from "../launch/plan.js";
import type { PrivacySummary } from "../runs/summary.js";
import { honestOf, privacySummary } from "./privacy.js";
import { turnsWithinBudget } from "./spending.js";

/** The summary of a run in which everybody takes every turn of the plan, as far as budgets allow. */
export function plannedPrivacy(plan: RunPlan): PrivacySummary {
  const { config, turnCounts, aggregator } = plan;
  const { rounds } = config.training;
  const scheduled = turnCounts.until(rounds).slice();
  const turns = turnsWithinBudget(plan, scheduled);
  const ledger = new PrivacyLedger();
  const known = new Set<string>();
  for (const { participant, releases } of honestOf(plan)) {
    const release = releases(turns[participant]);
    const key = JSON.stringify(release);
    // those that release the same spend the same
    if (!known.has(key)) ledger.append({ participant, round: rounds, ...release });
    known.add(key);
  }
  const aggregates = new AggregateLedger();
  if (aggregator.release !== undefined) {
    const { event, neighbours, counts } = aggregator.release;
    const count = counts === "rounds" ? rounds : scheduled.reduce((most, one) => Math.max(most, one), 0);
    const all = { round: rounds, event: { type: "repeated", count, event } as const, neighbours };
    aggregates.append(counts === "rounds" ? all : { ...all, participants: [0] });
  }
  return privacySummary(plan, ledger, aggregates);
}
