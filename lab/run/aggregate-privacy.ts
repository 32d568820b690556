/** What a server's aggregates will spend, by the plan, and what they spent, by their ledger. @module */
import type { AggregateLedger } from "../../shared/privacy/aggregate-ledger.js";
import { describeEvent } from "../../shared/privacy/describe-event.js";
import { epsilonMeaning } from "../../shared/privacy/epsilon-meaning.js";
import type { PlannedRelease } from "../../shared/privacy/planned-release.js";
import type { RunPlan } from "../launch/plan.js";
import type { PrivacyStatement } from "../runs/summary.js";
import { byAccountant } from "./by-accountant.js";
import { noiseMultiplierOf } from "./noise-multiplier.js";

/** Whether what the aggregates release is a mechanism: the run's main guarantee then is theirs. */
export function protectsAggregates({ aggregator }: Pick<RunPlan, "aggregator">): boolean {
  return aggregator.release !== undefined && aggregator.release.event.type !== "non-private";
}

/** What `round` rounds release of the participant of whom they release most; nothing without a mechanism. */
export function plannedAggregate({ aggregator: { release }, turnCounts }: RunPlan, round: number): PlannedRelease {
  if (release === undefined) return { event: { type: "no-op" }, neighbours: "add-or-remove-one" };
  const { event, neighbours, counts } = release;
  const turns = counts === "rounds" ? round : turnCounts.until(round).reduce((most, own) => Math.max(most, own), 0);
  return { event: { type: "repeated", count: turns, event }, neighbours };
}

/** Undefined where the aggregates promise nothing of their own. */
export function aggregateStatement(plan: RunPlan, ledger: AggregateLedger): PrivacyStatement | undefined {
  const { release } = plan.aggregator;
  if (release === undefined) return undefined;
  const { unit, delta, accountants } = plan.config.privacy;
  const spent = byAccountant(accountants, (accountant) => ledger.epsilon(accountant, delta));
  const worst = Math.max(...Object.values(spent));
  const isPrivate = Number.isFinite(worst);
  const noise = noiseMultiplierOf(release.event);
  return {
    about: "aggregate",
    neighbours: release.neighbours,
    protectsAgainst: isPrivate ? release.protectsAgainst : [],
    mechanism: describeEvent(release.event),
    epsilon: isPrivate ? spent : "Infinity",
    ...(noise !== undefined && { noiseMultiplier: noise }),
    sampling: release.sampling,
    relies: release.relies,
    meaning: epsilonMeaning(worst, delta, unit, release.neighbours),
  };
}
