/** What every participant's turns cost by the plan, and how many of them its budget allows. @module */
import { accountantNamed } from "../../shared/privacy/accountants/index.js";
import { spendingOf } from "../../shared/privacy/ledger-spending.js";
import type { Spending } from "../../shared/privacy/ledger-spending.js";
import { isMalicious } from "../../shared/scenario/attack-seats.js";
import type { PlannedParticipant } from "../launch/plan-participants.js";
import type { RunPlan } from "../launch/plan.js";

/** an accountant's answers for one variant's tables, about: each may take a second */
const ANSWERS = 16;

const kept = new WeakMap<RunPlan, readonly Spending[]>();

/** By participant; worked out once for all that release the same. */
export function spendingsOf(plan: RunPlan): readonly Spending[] {
  const known = kept.get(plan);
  if (known !== undefined) return known;
  const keys = plan.participants.map((planned) => releaseKey(planned, isMalicious(plan.config, planned.participant)));
  const groups = new Map<string, PlannedParticipant[]>();
  keys.forEach((key, i) => {
    const members = groups.get(key);
    if (members === undefined) groups.set(key, [plan.participants[i]]);
    else members.push(plan.participants[i]);
  });
  const entries = Math.max(4, Math.floor(ANSWERS / groups.size));
  const byKey = new Map([...groups].map(([key, members]) => [key, spendingOfGroup(plan, members, entries)]));
  const spendings = keys.map((key) => byKey.get(key) as Spending);
  kept.set(plan, spendings);
  return spendings;
}

/** [participants], turns that each takes at most: all of its schedule, or as many as its budget allows. */
export function turnsWithinBudget(plan: RunPlan, scheduled: Uint32Array): Uint32Array {
  if (plan.config.privacy.budget?.onSpent !== "stop") return scheduled;
  const spendings = spendingsOf(plan);
  return scheduled.map((turns, participant) => Math.min(turns, spendings[participant].budget?.allows ?? turns));
}

function spendingOfGroup({ config }: RunPlan, members: readonly PlannedParticipant[], entries: number): Spending {
  const { delta, accountants, budget } = config.privacy;
  const longest = members.reduce((a, b) => (b.facts.turns > a.facts.turns ? b : a));
  return spendingOf({
    accountant: accountantNamed(accountants[0]),
    delta,
    releases: longest.releases,
    turns: turnsOf(longest),
    // an adversary keeps to none
    ...(budget !== undefined && !isMalicious(config, members[0].participant) && { budget }),
    entries,
  });
}

/** The same for participants whose turns release the same, however many of them there are where all are alike. */
function releaseKey(participant: PlannedParticipant, malicious: boolean): string {
  const turns = turnsOf(participant);
  const { event, neighbours } = participant.releases(turns);
  const alike = event.type === "repeated" && event.count === turns;
  return JSON.stringify([malicious, alike || turns === 1 ? participant.releases(1).event : event, neighbours]);
}

/** Somebody whom no cohort is planned to draw has a table too. */
const turnsOf = ({ facts }: PlannedParticipant): number => Math.max(1, facts.turns);
