/** What the launcher and the processes it starts say to each other, over the channel between parent and child. @module */
import type { AggregatorFacts, UpdateBounding } from "../plugins/aggregator.js";
import type { AttackInit, Claim, Observation, ThreatModel, Turn } from "../plugins/attack.js";
import type { TurnFacts, UpdateKind } from "../plugins/defence.js";
import type { ParticipantAttackInit, RepresentativeClaim } from "../plugins/participant-attack.js";
import type { PluginRef } from "../plugins/load.js";
import type { Spending } from "../privacy/ledger-spending.js";
import type { BackendName } from "../tensor/backend/backend.js";
import type { RunEvent } from "./run-events.js";

/** What every process of a run is told about the task. */
export interface TaskJob {
  /** where relative paths in the dataset's parameters start */
  readonly folder: string;
  readonly backend: BackendName;
  readonly dataset: PluginRef;
  readonly model: PluginRef;
  /** classes of the model that no example has; none where absent */
  readonly extraClasses?: number;
}

/** What every participant of a run does alike. */
export interface LocalTraining {
  readonly learningRate: number;
  /** in (0, 1] */
  readonly uploadFraction: number;
  readonly select: "largest" | "random-threshold";
  readonly threshold: number;
  /** every uploaded value lies within ± this */
  readonly valueBound?: number;
  /** whether local weights outlive a turn, because a download may be of a part only */
  readonly keepsWeights: boolean;
  /** whether updates say how many examples their participant holds */
  readonly tellsExamples: boolean;
  /** what is done to an update last, for the server's aggregator */
  readonly bounding?: UpdateBounding;
}

export interface ParticipantJob {
  readonly participant: number;
  readonly token: string;
  /** of this participant's own streams, hex */
  readonly key: string;
  /** its training examples, indices into the training split */
  readonly examples: Int32Array;
  readonly defences: readonly PluginRef[];
  readonly facts: TurnFacts;
  /** what its turns cost, and its budget */
  readonly spending: Spending;
  /** file of its own ledger, absolute; none is kept where absent */
  readonly ledger?: string;
  readonly canaries?: PlantedCanaries;
  /** where it is an adversary */
  readonly attack?: ParticipantAttackJob;
}

/** What a malicious participant does beside taking its turns. */
export interface ParticipantAttackJob extends Pick<ParticipantAttackInit, "participants" | "rounds" | "defences"> {
  readonly id: string;
  readonly attack: PluginRef;
  /** of this attack's own streams, hex */
  readonly key: string;
  /** rounds between two claims */
  readonly claimEvery: number;
}

/** A process that hosts one participant or more. */
export interface ClientJob extends TaskJob {
  readonly url: string;
  /** the only one that a TLS server may present, PEM; required where `url` is https */
  readonly certificate?: string;
  readonly messageBytes: number;
  readonly training: LocalTraining;
  readonly participants: readonly ParticipantJob[];
}

/** What an adversary knows of a run beforehand, apart from the task and its own randomness. */
export type AttackFacts = Omit<AttackInit, "network" | "classes" | "auxiliary" | "rng">;

/** Canaries of an audit: examples whose presence was decided by coins that the auditor does not know. */
export interface Canaries {
  /** [m], indices into the training split */
  readonly examples: Int32Array;
  /** [m], the classes they are said to belong to, which are not their own */
  readonly labels: Int32Array;
}

/** What an auditor knows of its participant's data: everything but the coins, as differential privacy supposes. */
export interface CanaryFacts extends Canaries {
  /** what else the participant holds, indices into the training split */
  readonly others: Int32Array;
}

/** The canaries as their participant has them. */
export interface PlantedCanaries extends Canaries {
  /** those that are left out: places in the participant's data that stay empty */
  readonly absent: Int32Array;
}

export interface AttackJob {
  readonly id: string;
  readonly attack: PluginRef;
  readonly turns: readonly Turn[];
  readonly facts: AttackFacts;
  /** of this attack's own streams, hex */
  readonly key: string;
  /** where it is an audit: what it scores in place of the plug-in's claims */
  readonly canaries?: CanaryFacts;
}

/** Who takes part in a synchronous round. */
export interface Cohort {
  /** participants, expected under poisson */
  readonly size: number;
  readonly sampling: "fixed" | "poisson";
}

/** A pull or a push in the order in which an asynchronous server saw them. */
export interface OrderEntry {
  readonly action: "pull" | "push";
  readonly participant: number;
  readonly round: number;
}

export type ScheduleName = "synchronous" | "round-robin" | "random-order" | "asynchronous";

export interface ServerJob extends TaskJob {
  readonly participants: number;
  /** 32 bytes, hex: what tokens are made with */
  readonly secret: string;
  /** of the server's own streams, hex */
  readonly key: string;
  readonly schedule: ScheduleName;
  readonly cohort?: Cohort;
  /** the order to repeat, for an asynchronous schedule */
  readonly replay?: readonly OrderEntry[];
  readonly rounds: number;
  readonly update: UpdateKind;
  readonly weighting: "uniform" | "examples";
  /** with the parameters in force */
  readonly aggregator: PluginRef;
  readonly aggregatorFacts: AggregatorFacts;
  /** what is shown to an adversary at the server's seat: every update, or the mean of a round's alone */
  readonly sees: "updates" | "sum";
  readonly learningRate: number;
  /** in (0, 1] */
  readonly uploadFraction: number;
  /** in (0, 1] */
  readonly downloadFraction: number;
  /** factor of the update counters after every round, in (0, 1] */
  readonly counterDecay: number;
  /** [P]; fresh ones by the model where absent */
  readonly initialWeights?: Float32Array;
  readonly evaluateEvery: number;
  readonly joinSeconds: number;
  readonly roundSeconds: number;
  readonly attackSeconds: number;
  readonly messageBytes: number;
  /** what it presents itself with where connections are TLS, PEM; they are plain where absent */
  readonly tls?: { readonly key: string; readonly certificate: string };
  /** updates a round needs; one of everybody due where absent */
  readonly minUpdates?: number;
  readonly attacks: readonly AttackJob[];
}

/** An attack on what a seat saw in a recorded run. */
export interface AdversaryJob extends TaskJob {
  readonly attack: AttackJob;
  /** in the order in which they were made */
  readonly observations: readonly Observation[];
  /** how long it may compute; without end where absent */
  readonly seconds?: number;
}

/** A relay between participants and server, and an adversary who listens there. */
export interface NetworkJob {
  /** the server's */
  readonly url: string;
  readonly messageBytes: number;
  /** P */
  readonly parameters: number;
  /** those that somebody attacks */
  readonly turns: readonly Turn[];
}

/** launcher → process */
export type ToProcess<Job> =
  | { readonly type: "start"; readonly job: Job }
  | { readonly type: "stop" }
  /** nobody waits for attacks any longer: they stop with the claims they have */
  | { readonly type: "conclude" }
  /** training is over: of what passes over the network nothing is left but goodbyes */
  | { readonly type: "trained" }
  /** these participants will not come back */
  | { readonly type: "gone"; readonly participants: readonly number[] };

/** any process → launcher */
export type FromProcess =
  { readonly type: "event"; readonly event: RunEvent } | { readonly type: "failed"; readonly reason: string };

export type FromClient =
  | FromProcess
  /** the examples that this turn trained on, lot after lot, indices into the training split; the truth that metrics need */
  | { readonly type: "lot"; readonly participant: number; readonly round: number; readonly examples: Int32Array }
  /** what an attack by a participant of this process believes by now */
  | { readonly type: "claim"; readonly id: string; readonly claim: RepresentativeClaim }
  /** an attack by a participant is over before the run is; its participant goes on without */
  | { readonly type: "attack-failed"; readonly id: string; readonly reason: string };

export type FromServer =
  | FromProcess
  | { readonly type: "events"; readonly events: readonly RunEvent[] }
  | { readonly type: "listening"; readonly url: string }
  | { readonly type: "observed"; readonly id: string; readonly observation: Observation }
  | { readonly type: "claims"; readonly id: string; readonly threat: ThreatModel; readonly claims: readonly Claim[] }
  /** [m], of an audit's canaries */
  | { readonly type: "scores"; readonly id: string; readonly scores: Float64Array }
  | { readonly type: "attack-failed"; readonly id: string; readonly reason: string }
  | {
      readonly type: "trained";
      /** rounds that were done: fewer than asked for where everybody has withdrawn */
      readonly rounds: number;
      readonly weights: Float32Array;
      readonly accuracy: number;
      readonly loss: number;
      readonly upBytes: number;
      readonly downBytes: number;
    }
  | { readonly type: "finished" };

export type FromNetwork =
  | FromProcess
  | { readonly type: "listening"; readonly url: string }
  | { readonly type: "overheard"; readonly observation: Observation }
  /** nothing passes any more; in words, why what passed could not be read, if it could not */
  | { readonly type: "silence"; readonly explanation: readonly string[] };
