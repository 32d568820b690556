/** The plan a run starts with, in words. @module */
import { parameterCount } from "../../shared/tensor/param-vector.js";
import type { BackendInUse } from "../../shared/tensor/backend/index.js";
import type { PlannedParticipant, RunPlan } from "../launch/plan.js";
import { describeEvent, plannedEpsilon } from "../run/privacy.js";
import type { PlannedVariant } from "../run/execute.js";
import { estimate } from "./estimate.js";

export interface PlanText {
  readonly question: string;
  readonly variants: readonly PlannedVariant[];
  readonly backend: BackendInUse;
  readonly directory: string;
}

export function planText({ question, variants, backend, directory }: PlanText): string {
  const first = variants[0].plans[0];
  const { seconds, memoryBytes, diskBytes } = estimate(variants);
  return [
    question,
    "",
    ...sharedLines(first),
    ...variants.flatMap(({ name, plans }) => variantLines(name, plans[0])),
    `backend       ${backend.name} ${backend.version} (${backend.why})`,
    `seed          ${variants[0].plans.map(({ config }) => config.seed).join(", ")}`,
    `run directory ${directory}`,
    `expects       about ${seconds} s, ${gib(memoryBytes)} of memory, ${mib(diskBytes)} on disk`,
    "",
  ].join("\n");
}

function sharedLines({ config, network, participants }: RunPlan): string[] {
  const { task, training } = config;
  const held = participants.map(({ examples }) => examples.length);
  const [least, most] = [Math.min(...held), Math.max(...held)];
  const each = least === most ? `${least} examples each` : `${least} to ${most} examples each`;
  return [
    `model         ${task.model.kind}, P = ${parameterCount(network.layout).toLocaleString("en")} parameters`,
    `participants  ${participants.length}, one process each, ${each} of ${task.dataset.kind}`,
    `training      ${training.rounds} rounds, ${training.schedule}, ${training.sampling} lots of ${training.batchSize}, ` +
      `learning rate ${training.learningRate}`,
  ];
}

function variantLines(name: string, plan: RunPlan): string[] {
  const { attacks, participants } = plan;
  const defended = groupByDefences(participants);
  return [
    `variant       ${name}`,
    ...defended.map(([text, count]) => `  defences    ${text} (${count} of ${participants.length} participants)`),
    `  privacy     ${privacyText(plan)}`,
    ...attacks.flatMap(({ id, attack, threat, turns }) => [
      `  attack      ${id}: ${attack.kind} at the ${threat.seat}'s seat, ${threat.behaviour}, ${turns.length} updates`,
      `              sees ${threat.sees.join("; ")}`,
      `              knows ${threat.knows.join("; ")}`,
    ]),
  ];
}

function privacyText(plan: RunPlan): string {
  const { privacy, training } = plan.config;
  const epsilon = Object.entries(plannedEpsilon(plan, training.rounds));
  if (epsilon.some(([, value]) => !Number.isFinite(value))) return "none: ε = ∞";
  const spends = epsilon.map(([name, value]) => `ε = ${value.toFixed(3)} (${name})`).join(", ");
  const { event, neighbours } = plan.participants[0].release;
  return `${spends} at δ = ${privacy.delta}, unit ${privacy.unit}, ${neighbours}; each turn ${describeEvent(event)}`;
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
