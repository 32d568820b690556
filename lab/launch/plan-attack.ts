/** What each attack of a run will see and know. @module */
import type { Seat, ThreatModel, Turn } from "../../shared/plugins/attack.js";
import type { PluginRef } from "../../shared/plugins/load.js";
import type { AttackFacts } from "../../shared/process/messages.js";
import type { Catalogue } from "../../shared/scenario/catalogue.js";
import { pluginRef } from "../../shared/scenario/plugin-ref.js";
import type { RunConfig, TargetedAttack } from "../../shared/scenario/schema.js";
import { findPlugin } from "./find-plugin.js";
import type { PlannedAggregator } from "./plan-aggregator.js";
import type { PlannedParticipant } from "./plan-participants.js";

export interface PlannedAttack {
  readonly id: string;
  readonly attack: PluginRef;
  readonly threat: ThreatModel;
  /** in order of round, then participant */
  readonly turns: readonly Turn[];
  readonly facts: AttackFacts;
}

/** What else the run consists of. */
export interface Federated {
  readonly participants: readonly PlannedParticipant[];
  readonly aggregator: PlannedAggregator;
}

export function planAttack(
  choice: TargetedAttack,
  config: RunConfig,
  catalogue: Catalogue,
  { participants, aggregator }: Federated,
): PlannedAttack {
  const { target } = choice;
  const everybody = participants.map(({ participant }) => participant);
  const listed = target.participants === "all" ? everybody : target.participants;
  const targets = target.participant === undefined ? listed : [target.participant];
  const rounds = [...new Set(target.rounds)].sort((a, b) => a - b);
  const turns = rounds.flatMap((round) =>
    [...new Set(targets)].sort((a, b) => a - b).map((participant) => ({ participant, round })),
  );
  const facts = factsOf(
    config,
    targets.map((participant) => participants[participant]),
    aggregator,
  );
  const { threat } = findPlugin(catalogue, "attack", choice.kind);
  return {
    id: choice.id,
    attack: pluginRef("attack", choice),
    threat: threatAt(choice.seat, threat, facts, config),
    turns,
    facts,
  };
}

/** What the adversary is told; where its targets differ, the most of them. */
export function factsOf(
  { training, participants, server }: RunConfig,
  targets: readonly PlannedParticipant[],
  { knownDefences = [] }: PlannedAggregator,
): AttackFacts {
  const { update, uploadFraction, valueBound, sampling, learningRate, rounds, cohort } = training;
  const most = (fact: "localSteps" | "batchSize" | "examples") => Math.max(...targets.map(({ facts }) => facts[fact]));
  return {
    update,
    localSteps: most("localSteps"),
    uploadFraction,
    ...(valueBound !== undefined && { valueBound }),
    batchSize: most("batchSize"),
    examplesEach: most("examples"),
    summed: server.sees === "sum" ? (cohort?.size ?? participants.count) : 1,
    sampling,
    learningRate,
    rounds,
    participants: participants.count,
    // the same for every target: the scenario's checks see to it
    defences: [...targets[0].defences.map(({ kind, params }) => ({ kind, params })), ...knownDefences],
  };
}

/** A plug-in says what the server's seat sees of single updates; a run may put it elsewhere, or show it less. */
function threatAt(seat: Seat, threat: ThreatModel, { summed }: AttackFacts, { transport }: RunConfig): ThreatModel {
  if (seat === "network") {
    const sees = transport.tls
      ? "the length and the time of every TLS record between participants and server, and nothing in it"
      : "every message between participants and server, with the weights and the updates in it";
    return { ...threat, seat, sees: [sees], knows: [...threat.knows, "the wire protocol"] };
  }
  if (summed === 1) return threat;
  return {
    ...threat,
    sees: ["the global weights it sent", `the mean of the updates of ${summed} participants, and no single one`],
  };
}
