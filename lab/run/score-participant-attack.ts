/** Holds what a malicious participant claims of a class against those who have it, and records both. @module */
import type { RepresentativeClaim } from "../../shared/plugins/participant-attack.js";
import type { Judge } from "../judge/judge.js";
import type { PlannedParticipantAttack } from "../launch/plan-participant-attack.js";
import type { RunPlan } from "../launch/plan.js";
import type { AttackSummary } from "../runs/summary.js";
import { scoreRepresentatives, type ScoredRepresentatives } from "../score/representatives/score-representatives.js";
import { writeRepresentatives } from "../score/representatives/write-representatives.js";

export interface ParticipantFinding {
  /** by round; claims of a process that was replaced may come again */
  readonly claims: readonly RepresentativeClaim[];
  /** why there are no more, if the attack itself broke */
  readonly failure?: string | undefined;
}

/**
 * @param directory where the attack's files go, made if absent
 * Without a judge, because it could not be trained or was interrupted, the claims are kept and have no scores.
 */
export async function scoreParticipantAttack(
  { participants, dataset, root }: RunPlan,
  { id, attack, threat, participant }: PlannedParticipantAttack,
  { claims: made, failure }: ParticipantFinding,
  judge: Judge,
  directory: string,
): Promise<AttackSummary> {
  const byRound = new Map(made.map((claim) => [claim.round, claim]));
  const claims = [...byRound.values()].sort((a, b) => a.round - b.round);
  const targetClass = claims.at(-1)?.targetClass;
  const { labels } = dataset.open("train");
  const others = participants.filter((one) => one.participant !== participant);
  const victims = others.flatMap(({ examples }) => [...examples.filter((index) => labels[index] === targetClass)]);
  const scored = await scoreRepresentatives({
    ...{ kind: attack.kind, claims, dataset, judge },
    victims: Int32Array.from(victims),
    own: participants[participant].examples,
    rng: root.fork("score", id),
    ...(failure !== undefined && { failure }),
  }).catch((error: unknown) => unjudged(attack.kind, error));
  writeRepresentatives(directory, { id, threat, claims, shape: dataset.shape, scored });
  return scored.summary;
}

function unjudged(kind: string, error: unknown): ScoredRepresentatives {
  const why = error instanceof Error ? error.message : String(error);
  const explanation = [`what it claimed was kept, and not judged: ${why}`];
  const summary = { kind, seat: "participant", metrics: {}, verdict: "failed", explanation, unjudged: true } as const;
  return { summary, rounds: [] };
}
