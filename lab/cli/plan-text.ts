/** The plan a run starts with, in words. @module */
import type { Turn } from "../../shared/plugins/attack.js";
import type { RunConfig } from "../../shared/scenario/schema.js";
import { parameterCount } from "../../shared/tensor/param-vector.js";
import type { BackendName } from "../../shared/tensor/backend/backend.js";
import type { BackendInUse } from "../../shared/tensor/backend/index.js";
import { distinctBaselines } from "../baselines/distinct-baselines.js";
import { stepsOf } from "../baselines/spread.js";
import type { PlannedParticipant } from "../launch/plan-participants.js";
import type { PlannedAudit } from "../launch/plan-audit.js";
import type { RunPlan } from "../launch/plan.js";
import { countOf, listed } from "../report/words/format.js";
import { processWords, trainingFacts } from "../report/words/training-words.js";
import { describeEvent } from "../../shared/privacy/describe-event.js";
import { protectsAggregates } from "../run/aggregate-privacy.js";
import { plannedEpsilon } from "../run/privacy.js";
import type { PlannedVariant } from "../run/execute.js";
import { spendingsOf } from "../run/spending.js";
import { baselineSeconds, estimate } from "./estimate.js";

export interface PlanText {
  readonly question: string;
  readonly variants: readonly PlannedVariant[];
  readonly backend: BackendInUse;
  readonly directory: string;
}

export function planText({ question, variants, backend, directory }: PlanText): string {
  const first = variants[0].plans[0];
  const { seconds, memoryBytes, diskBytes } = estimate(variants, backend.name);
  return [
    question,
    "",
    ...sharedLines(first),
    ...variants.flatMap(({ name, plans }) => variantLines(name, plans[0], first)),
    ...baselineLines(variants, backend.name),
    `backend       ${backend.name} ${backend.version} (${backend.why})`,
    `seed          ${variants[0].plans.map(({ config }) => config.seed).join(", ")}`,
    `run directory ${directory}`,
    `expects       about ${seconds} s, ${gib(memoryBytes)} of memory, ${mib(diskBytes)} on disk`,
    "",
  ].join("\n");
}

function sharedLines({ config, network, participants }: RunPlan): string[] {
  const { task } = config;
  const held = participants.map(({ examples }) => examples.length);
  const [least, most] = [Math.min(...held), Math.max(...held)];
  const each = least === most ? `${least} examples each` : `${least} to ${most} examples each`;
  return [
    `model         ${task.model.kind}, P = ${parameterCount(network.layout).toLocaleString("en")} parameters`,
    `participants  ${participants.length}, ${processWords(config)}, ${each} of ${task.dataset.kind}`,
    ...trainingFacts(config).map(([name, words]) => `${name.padEnd(14)}${words}`),
  ];
}

function variantLines(name: string, plan: RunPlan, first: RunPlan): string[] {
  const { attacks, participantAttacks, audits, participants, config } = plan;
  const defended = groupByDefences(participants);
  const common = new Set(trainingFacts(first.config).map(String));
  const own = trainingFacts(config).filter((fact) => !common.has(String(fact)));
  return [
    `variant       ${name}`,
    ...own.map(([what, words]) => `  ${what.padEnd(12)}${words}`),
    ...defended.map(([text, count]) => `  defences    ${text} (${count} of ${participants.length} participants)`),
    ...(plan.aggregator.ref.kind === "mean"
      ? []
      : [`  aggregator  ${plan.aggregator.ref.kind} ${inline(plan.aggregator.ref.params)}`]),
    `  privacy     ${privacyText(plan)}`,
    ...budgetLines(plan),
    ...attacks.flatMap(({ id, attack, threat, turns }) => [
      `  attack      ${id}: ${attack.kind} at the ${threat.seat}'s seat, ${threat.behaviour}, ${seenWords(config, turns)}`,
      `              sees ${threat.sees.join("; ")}`,
      `              knows ${threat.knows.join("; ")}`,
    ]),
    ...participantAttacks.flatMap(({ id, attack, threat, participant }) => [
      `  attack      ${id}: ${attack.kind} by participant ${participant}, ${threat.behaviour} ${inline(attack.params)}`,
      `              sees ${threat.sees.join("; ")}`,
      `              knows ${threat.knows.join("; ")}`,
    ]),
    ...audits.flatMap(auditLines),
  ];
}

function auditLines({ id, kind, participant, canaries: { examples }, turns }: PlannedAudit): string[] {
  const updates = `${countOf(turns.length, "update")} of participant ${participant}`;
  const coins = examples.length === 1 ? "whether its canary is" : `which of its ${examples.length} canaries are`;
  return [
    `  audit       ${id}: ${kind} at the server's seat, honest-but-curious, ${updates}`,
    `              sees updates and the weights they were made on`,
    `              knows the mechanism and all data of the participant, but not ${coins} there`,
  ];
}

/** "10 updates", "2 sums" */
function seenWords({ server }: RunConfig, turns: readonly Turn[]): string {
  if (server.sees === "updates") return countOf(turns.length, "update");
  return countOf(new Set(turns.map(({ round }) => round)).size, "sum");
}

function privacyText(plan: RunPlan): string {
  const { privacy, training } = plan.config;
  const epsilon = Object.entries(plannedEpsilon(plan, training.rounds));
  if (epsilon.some(([, value]) => !Number.isFinite(value))) return "none: ε = ∞";
  const spends = epsilon.map(([name, value]) => `ε = ${value.toFixed(3)} (${name})`).join(", ");
  const at = `${spends} at δ = ${privacy.delta}, unit ${privacy.unit}`;
  const { release } = plan.aggregator;
  if (release !== undefined && protectsAggregates(plan)) {
    const { event, neighbours, counts, protectsAgainst, relies } = release;
    const each = counts === "rounds" ? "each round" : "each turn";
    return `${at}, ${neighbours}; ${each} ${describeEvent(event)}; against ${listed(protectsAgainst)}; relies ${relies}`;
  }
  const { event, neighbours } = plan.participants[0].releases(1);
  return `${at}, ${neighbours}; each turn ${describeEvent(event)}`;
}

/** "ε = 2 (rdp) by each participant's own ledger: 12 of 40 turns, then it withdraws" */
function budgetLines(plan: RunPlan): string[] {
  const { budget, accountants } = plan.config.privacy;
  if (budget === undefined) return [];
  const turns = plan.participants.map(({ facts }) => facts.turns);
  const allowed = spendingsOf(plan).map((spending, i) => Math.min(turns[i], spending.budget?.allows ?? 0));
  const range = (counts: readonly number[]): string =>
    [...new Set([Math.min(...counts), Math.max(...counts)])].join(" to ");
  const then = budget.onSpent === "stop" ? "then it withdraws" : "and it goes on";
  const words = `ε = ${budget.epsilon} (${accountants[0]}) by each participant's own ledger`;
  return [`  budget      ${words}: ${range(allowed)} of ${range(turns)} turns, ${then}`];
}

/** What will be trained to compare with, once for all variants that it is the same for. */
function baselineLines(variants: readonly PlannedVariant[], backend: BackendName): string[] {
  const first = variants.map(({ name, plans }) => ({ name, plans: plans.slice(0, 1) }));
  return distinctBaselines(first, backend).map(({ name, job, network, variants: names }) => {
    const { learners } = job;
    const steps = learners.map(stepsOf);
    const [least, most] = [Math.min(...steps), Math.max(...steps)];
    const each = least === most ? countOf(least, "step") : `${least} to ${most} steps`;
    const seconds = Math.ceil(baselineSeconds(job, network));
    const models = learners.length === 1 ? each : `${learners.length} models, ${each} each`;
    return `baseline      ${name} for ${listed(names)}: ${models}, no defence, about ${seconds} s`;
  });
}

function groupByDefences(participants: readonly PlannedParticipant[]): (readonly [text: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const { defences } of participants) {
    const text = defences.map(({ kind, params }) => `${kind} ${inline(params)}`).join(", then ") || "none";
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return [...counts];
}

function inline(params: Readonly<Record<string, unknown>>): string {
  const parts = Object.entries(params).map(([key, value]) => {
    return `${key} ${typeof value === "number" ? Number(value.toPrecision(4)) : JSON.stringify(value)}`;
  });
  return `{ ${parts.join(", ")} }`;
}

const gib = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(1)} GiB`;
const mib = (bytes: number): string => `${Math.ceil(bytes / 2 ** 20)} MiB`;
