/** What a run will spend, by its plan, and what it spent, by its ledger. @module */
import { accountantNamed } from "../../shared/privacy/accountants/index.js";
import type { AggregateLedger } from "../../shared/privacy/aggregate-ledger.js";
import { describeEvent } from "../../shared/privacy/describe-event.js";
import { epsilonMeaning } from "../../shared/privacy/epsilon-meaning.js";
import type { DpEvent, NeighbouringRelation } from "../../shared/privacy/events.js";
import type { PrivacyLedger } from "../../shared/privacy/ledger.js";
import type { PlannedRelease } from "../../shared/privacy/planned-release.js";
import { isMalicious } from "../../shared/scenario/attack-seats.js";
import type { PlannedParticipant } from "../launch/plan-participants.js";
import type { RunPlan } from "../launch/plan.js";
import type { PrivacyStatement, PrivacySummary } from "../runs/summary.js";
import { aggregateStatement, plannedAggregate, protectsAggregates } from "./aggregate-privacy.js";
import { byAccountant } from "./by-accountant.js";
import { noiseMultiplierOf } from "./noise-multiplier.js";
import { turnsWithinBudget } from "./spending.js";

/** Noise added on the device protects from every seat off it. */
const PROTECTS_AGAINST = ["server", "network", "participant", "querier"];

const samplingAssumption = {
  poisson: "Poisson: every example is drawn independently each turn, in secret",
  shuffle: "none: shuffled lots give no amplification",
  "truncated-poisson": "Poisson, cut at the most examples of a lot: every example is drawn independently, in secret",
  fixed: "without replacement: every lot of that size is equally likely, and secret",
};

/** Epsilon of the main guarantee after `round` rounds by the plan, the highest over participants; by accountant. */
export function plannedEpsilon(plan: RunPlan, round: number): Record<string, number> {
  const { config, turnCounts } = plan;
  if (protectsAggregates(plan)) {
    const { event, neighbours } = plannedAggregate(plan, round);
    return byAccountant(config.privacy.accountants, (accountant) =>
      accountant.epsilon([event], config.privacy.delta, neighbours),
    );
  }
  const turns = turnsWithinBudget(plan, turnCounts.until(round));
  const releases = new Map<string, PlannedRelease>();
  for (const { participant, releases: releasesOf } of honestOf(plan)) {
    const release = releasesOf(turns[participant]);
    releases.set(JSON.stringify(release), release);
  }
  return byAccountant(config.privacy.accountants, (accountant) =>
    Math.max(
      ...[...releases.values()].map(({ event, neighbours }) =>
        accountant.epsilon([event], config.privacy.delta, neighbours),
      ),
    ),
  );
}

/** What the ledgers say was spent, the maximum over participants. */
export function privacySummary(plan: RunPlan, ledger: PrivacyLedger, aggregates: AggregateLedger): PrivacySummary {
  const { unit, delta } = plan.config.privacy;
  const update = updateStatement(plan, ledger);
  const aggregate = aggregateStatement(plan, aggregates);
  if (aggregate === undefined) return { unit, delta, ...update };
  const [main, other] = protectsAggregates(plan) ? [aggregate, update] : [update, aggregate];
  return { unit, delta, ...main, others: [other] };
}

/** What participants' own defences guarantee for each update by itself. */
function updateStatement(plan: RunPlan, ledger: PrivacyLedger): PrivacyStatement {
  const { privacy, training } = plan.config;
  const spent = byAccountant(privacy.accountants, (accountant) => ledger.maximumEpsilon(accountant, privacy.delta));
  const worst = Math.max(...Object.values(spent));
  const isPrivate = Number.isFinite(worst);
  const { event, neighbours } = mostExposed(plan);
  const noise = noiseMultiplierOf(event);
  return {
    neighbours,
    protectsAgainst: isPrivate ? PROTECTS_AGAINST : [],
    mechanism: describeEvent(event),
    epsilon: isPrivate ? spent : "Infinity",
    ...(noise !== undefined && { noiseMultiplier: noise }),
    sampling: samplingAssumption[training.sampling],
    meaning: epsilonMeaning(worst, privacy.delta, privacy.unit, neighbours),
  };
}

/** Those whom a run promises something: what an adversary uploads is its own affair. */
export function honestOf({ participants, config }: RunPlan): readonly PlannedParticipant[] {
  return participants.filter(({ participant }) => !isMalicious(config, participant));
}

/** JSON has no Infinity. */
export function printable(epsilon: Record<string, number>): Record<string, number | "Infinity"> {
  return Object.fromEntries(
    Object.entries(epsilon).map(([name, value]) => [name, Number.isFinite(value) ? value : ("Infinity" as const)]),
  );
}

function mostExposed(plan: RunPlan): { event: DpEvent; neighbours: NeighbouringRelation } {
  const { config } = plan;
  const accountant = accountantNamed(config.privacy.accountants[0]);
  const releases = honestOf(plan).map(({ releases: of }) => of(1));
  const spend = ({ event, neighbours }: PlannedRelease): number =>
    accountant.epsilon([event], config.privacy.delta, neighbours);
  return releases.reduce((a, b) => (spend(b) > spend(a) ? b : a));
}
