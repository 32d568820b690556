/** What the launcher and the processes it starts say to each other, over the channel between parent and child. @module */
import type { Claim, KnownDefence, Observation, ThreatModel, Turn } from "../plugins/attack.js";
import type { Sampling, TurnFacts } from "../plugins/defence.js";
import type { PluginRef } from "../plugins/load.js";
import type { BackendName } from "../tensor/backend/backend.js";
import type { RunEvent } from "./run-events.js";

/** What every process of a run is told about the task. */
export interface TaskJob {
  readonly backend: BackendName;
  readonly dataset: PluginRef;
  readonly model: PluginRef;
}

export interface ClientJob extends TaskJob {
  readonly participant: number;
  readonly url: string;
  readonly token: string;
  /** of this participant's own streams, hex */
  readonly key: string;
  /** its training examples, indices into the training split */
  readonly examples: Int32Array;
  readonly defences: readonly PluginRef[];
  readonly facts: TurnFacts;
  /** how long it waits without hearing anything from the server */
  readonly silenceSeconds: number;
}

export interface AttackJob {
  readonly id: string;
  readonly attack: PluginRef;
  readonly turns: readonly Turn[];
  /** of this attack's own streams, hex */
  readonly key: string;
  readonly defences: readonly KnownDefence[];
}

export interface ServerJob extends TaskJob {
  readonly participants: number;
  /** 32 bytes, hex: what tokens are made with */
  readonly secret: string;
  /** of the server's own streams, hex */
  readonly key: string;
  readonly rounds: number;
  readonly batchSize: number;
  readonly sampling: Sampling;
  readonly learningRate: number;
  readonly evaluateEvery: number;
  readonly joinSeconds: number;
  readonly roundSeconds: number;
  readonly attackSeconds: number;
  /** updates a round needs */
  readonly minUpdates: number;
  readonly attacks: readonly AttackJob[];
}

/** launcher → process */
export type ToProcess<Job> =
  | { readonly type: "start"; readonly job: Job }
  | { readonly type: "stop" }
  /** this participant will not come back */
  | { readonly type: "gone"; readonly participant: number };

/** any process → launcher */
export type FromProcess =
  { readonly type: "event"; readonly event: RunEvent } | { readonly type: "failed"; readonly reason: string };

export type FromClient =
  | FromProcess
  /** the training examples of this round's lot, indices into the training split; the truth that metrics need */
  | { readonly type: "lot"; readonly participant: number; readonly round: number; readonly examples: Int32Array };

export type FromServer =
  | FromProcess
  | { readonly type: "listening"; readonly url: string }
  | { readonly type: "observed"; readonly id: string; readonly observation: Observation }
  | { readonly type: "claims"; readonly id: string; readonly threat: ThreatModel; readonly claims: readonly Claim[] }
  | { readonly type: "attack-failed"; readonly id: string; readonly reason: string }
  | {
      readonly type: "trained";
      readonly weights: Float32Array;
      readonly accuracy: number;
      readonly loss: number;
      readonly upBytes: number;
      readonly downBytes: number;
    }
  | { readonly type: "finished" };
