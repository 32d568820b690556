/** What a malicious participant of a run will know, and when it says what it believes. @module */
import type { KnownDefence } from "../../shared/plugins/attack.js";
import type { PluginRef } from "../../shared/plugins/load.js";
import type { ParticipantAttackPlugin } from "../../shared/plugins/participant-attack.js";
import { isMalicious } from "../../shared/scenario/attack-seats.js";
import type { Catalogue } from "../../shared/scenario/catalogue.js";
import { pluginRef } from "../../shared/scenario/plugin-ref.js";
import type { ParticipantAttackChoice, RunConfig } from "../../shared/scenario/schema.js";
import { findPlugin } from "./find-plugin.js";
import type { PlannedParticipant } from "./plan-participants.js";

export interface PlannedParticipantAttack {
  readonly id: string;
  readonly attack: PluginRef;
  readonly threat: ParticipantAttackPlugin["threat"];
  /** who the adversary is */
  readonly participant: number;
  /** of the honest participants, in order, those that all of them have */
  readonly defences: readonly KnownDefence[];
}

export function planParticipantAttack(
  choice: ParticipantAttackChoice,
  config: RunConfig,
  catalogue: Catalogue,
  participants: readonly PlannedParticipant[],
): PlannedParticipantAttack {
  const plugin = findPlugin(catalogue, "attack", choice.kind) as ParticipantAttackPlugin;
  const honest = participants.filter(({ participant }) => !isMalicious(config, participant));
  const [first, ...others] = honest.map(({ defences }) => defences.map(({ kind, params }) => ({ kind, params })));
  const has = (chain: readonly KnownDefence[], { kind, params }: KnownDefence): boolean =>
    chain.some((other) => other.kind === kind && JSON.stringify(other.params) === JSON.stringify(params));
  return {
    id: choice.id,
    attack: pluginRef("attack", choice),
    threat: plugin.threat,
    participant: choice.participant,
    defences: (first ?? []).filter((defence) => others.every((chain) => has(chain, defence))),
  };
}
