/** What a run will spend, by its plan, and what it spent, by its ledger. @module */
import type { Accountant } from "../../shared/plugins/accountant.js";
import { accountantNamed } from "../../shared/privacy/accountants/index.js";
import { describeEvent } from "../../shared/privacy/describe-event.js";
import { epsilonMeaning } from "../../shared/privacy/epsilon-meaning.js";
import type { DpEvent, NeighbouringRelation } from "../../shared/privacy/events.js";
import type { PlannedRelease } from "../../shared/privacy/planned-release.js";
import type { PrivacyLedger } from "../../shared/privacy/ledger.js";
import type { RunPlan } from "../launch/plan.js";
import type { PrivacySummary } from "../runs/summary.js";

/** Noise added on the device protects from every seat off it. */
const PROTECTS_AGAINST = ["server", "network", "participant", "querier"];

const samplingAssumption = {
  poisson: "Poisson: every example is drawn independently each turn, in secret",
  shuffle: "none: shuffled lots give no amplification",
  fixed: "none: lots of fixed size give no amplification here",
};

/** Epsilon after `round` rounds by the plan, the highest over participants; by accountant. */
export function plannedEpsilon({ participants, config, turnCounts }: RunPlan, round: number): Record<string, number> {
  const turns = turnCounts.until(round);
  const releases = new Map<string, PlannedRelease>();
  for (const { participant, releases: releasesOf } of participants) {
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

/** What the ledger says was spent, the maximum over participants. */
export function privacySummary(plan: RunPlan, ledger: PrivacyLedger): PrivacySummary {
  const { privacy, training } = plan.config;
  const spent = byAccountant(privacy.accountants, (accountant) => ledger.maximumEpsilon(accountant, privacy.delta));
  const worst = Math.max(...Object.values(spent));
  const isPrivate = Number.isFinite(worst);
  const { event, neighbours } = mostExposed(plan);
  const noise = noiseMultiplierOf(event);
  return {
    unit: privacy.unit,
    neighbours,
    protectsAgainst: isPrivate ? PROTECTS_AGAINST : [],
    mechanism: describeEvent(event),
    delta: privacy.delta,
    epsilon: isPrivate ? spent : "Infinity",
    ...(noise !== undefined && { noiseMultiplier: noise }),
    sampling: samplingAssumption[training.sampling],
    meaning: epsilonMeaning(worst, privacy.delta, privacy.unit),
  };
}

/** JSON has no Infinity. */
export function printable(epsilon: Record<string, number>): Record<string, number | "Infinity"> {
  return Object.fromEntries(
    Object.entries(epsilon).map(([name, value]) => [name, Number.isFinite(value) ? value : ("Infinity" as const)]),
  );
}

function mostExposed({ participants, config }: RunPlan): { event: DpEvent; neighbours: NeighbouringRelation } {
  const accountant = accountantNamed(config.privacy.accountants[0]);
  const releases = participants.map(({ releases: of }) => of(1));
  const spend = ({ event, neighbours }: PlannedRelease): number =>
    accountant.epsilon([event], config.privacy.delta, neighbours);
  return releases.reduce((a, b) => (spend(b) > spend(a) ? b : a));
}

function noiseMultiplierOf(event: DpEvent): number | undefined {
  if (event.type === "gaussian" || event.type === "laplace") return event.noiseMultiplier;
  return event.type === "poisson-sampled" || event.type === "repeated" ? noiseMultiplierOf(event.event) : undefined;
}

function byAccountant(names: readonly string[], epsilon: (accountant: Accountant) => number): Record<string, number> {
  return Object.fromEntries(names.map((name) => [name, epsilon(accountantNamed(name))]));
}
