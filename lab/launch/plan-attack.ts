/** What each attack of a run will see and know. @module */
import type { KnownDefence, ThreatModel, Turn } from "../../shared/plugins/attack.js";
import type { PluginRef } from "../../shared/plugins/load.js";
import type { Catalogue } from "../../shared/scenario/catalogue.js";
import { pluginRef } from "../../shared/scenario/plugin-ref.js";
import type { AttackChoice } from "../../shared/scenario/schema.js";
import { findPlugin } from "./find-plugin.js";
import type { PlannedParticipant } from "./plan-participants.js";

export interface PlannedAttack {
  readonly id: string;
  readonly attack: PluginRef;
  readonly threat: ThreatModel;
  /** in order of round, then participant */
  readonly turns: readonly Turn[];
  /** lots that a targeted turn trains on, the most of them */
  readonly localSteps: number;
  readonly defences: readonly KnownDefence[];
}

export function planAttack(
  choice: AttackChoice,
  catalogue: Catalogue,
  participants: readonly PlannedParticipant[],
): PlannedAttack {
  const plugin = findPlugin(catalogue, "attack", choice.kind);
  const { target } = choice;
  const everybody = participants.map(({ participant }) => participant);
  const listed = target.participants === "all" ? everybody : target.participants;
  const targets = target.participant === undefined ? listed : [target.participant];
  const rounds = [...new Set(target.rounds)].sort((a, b) => a - b);
  const turns = rounds.flatMap((round) =>
    [...new Set(targets)].sort((a, b) => a - b).map((participant) => ({ participant, round })),
  );
  // the same for every target: the scenario's checks see to it
  const defences = participants[targets[0]].defences.map(({ kind, params }) => ({ kind, params }));
  const localSteps = Math.max(...targets.map((participant) => participants[participant].facts.localSteps));
  return { id: choice.id, attack: pluginRef("attack", choice), threat: plugin.threat, turns, localSteps, defences };
}
