/** Which attacks of a run see updates, and which take part. @module */
import type { AttackChoice, DefenceChoice, ParticipantAttackChoice, RunConfig, TargetedAttack } from "./schema.js";

const isTargeted = (choice: AttackChoice): choice is TargetedAttack =>
  choice.seat !== "participant" && choice.target !== undefined;

const takesPart = (choice: AttackChoice): choice is ParticipantAttackChoice =>
  choice.seat === "participant" && choice.participant !== undefined;

/** Those on updates, from the server's seat and the network's. */
export function targetedAttacks({ attacks }: Pick<RunConfig, "attacks">): TargetedAttack[] {
  return attacks.filter(isTargeted);
}

/** Those by malicious participants. */
export function participantAttacks({ attacks }: Pick<RunConfig, "attacks">): ParticipantAttackChoice[] {
  return attacks.filter(takesPart);
}

/** Whether this participant is an adversary. */
export function isMalicious(config: Pick<RunConfig, "attacks">, participant: number): boolean {
  return participantAttacks(config).some((attack) => attack.participant === participant);
}

/** Whether a defence is this participant's: one that names nobody is every honest one's. */
export function usesDefence(
  config: Pick<RunConfig, "attacks">,
  { participants }: DefenceChoice,
  participant: number,
): boolean {
  return participants?.includes(participant) ?? !isMalicious(config, participant);
}
