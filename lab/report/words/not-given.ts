/** What an attack has to do without, in words. @module */
import type { AttackChoice, RunConfig } from "../../../shared/scenario/schema.js";

/** By the seat and the rules of the run: whatever is true of it and reaches no attack at that seat. */
export function notGiven(attack: AttackChoice, config: RunConfig): string[] {
  const { training, participants, server, transport } = config;
  const { seat, target, labels } = attack;
  if (target === undefined) return notGivenToParticipant(attack, config);
  const isTargeted = (participant: number) =>
    target.participants === "all" || target.participants.includes(participant);
  const defended = participants.defences.some((defence) => defence.participants?.some(isTargeted) ?? true);
  const every = target.participants === "all" && target.rounds.length === training.rounds;
  const isEncrypted = seat === "network" && transport.tls;
  const given: readonly (readonly [what: string, isMissing: boolean])[] = [
    ["what the encrypted connections carry", isEncrypted],
    ["the update of any single participant", server.sees === "sum"],
    ["the true images", true],
    ["their labels", !Array.isArray(labels)],
    [training.sampling === "poisson" ? "which examples a lot drew, and how many" : "which examples a lot drew", true],
    ["the weights between local steps", training.update === "delta"],
    ["the coordinates that were not uploaded", training.uploadFraction < 1],
    ["the random numbers of a defence", defended],
    ["the losses and norms that participants measure", true],
    ["updates that it does not target", !every && server.sees !== "sum"],
  ];
  return given.filter(([, isMissing]) => isMissing).map(([what]) => what);
}

/** It sees the weights that it is sent, and nothing that anybody uploads. */
function notGivenToParticipant({ participant }: AttackChoice, { participants }: RunConfig): string[] {
  const defended = participants.defences.some(
    ({ participants: users }) => users?.some((one) => one !== participant) ?? true,
  );
  return [
    "the examples of the other participants, and their labels",
    "the update of any single participant",
    "the test set",
    ...(defended ? ["the random numbers of a defence"] : []),
  ];
}
