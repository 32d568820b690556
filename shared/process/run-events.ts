/**
 * What processes tell the lab about a run: never on the wire that adversaries see, but on each process's own channel
 * to the launcher. One append-only stream; the report reads nothing else.
 * @module
 */
import type { Measurement } from "../plugins/defence.js";
import type { DpEvent, NeighbouringRelation } from "../privacy/events.js";

/** What left a device in one turn and what was spent by then, as its participant wrote it down before it left. */
export interface Account {
  /** payload of the message */
  readonly bytes: number;
  readonly coordinates: number;
  /** of what left; null where it is not finite */
  readonly l2Norm: number | null;
  /** nats, by the run's first accountant: no less than what is really spent */
  readonly epsilonSpent: number | "Infinity";
  /** nats, of the budget; null without one */
  readonly epsilonLeft: number | null;
  /** the same update was written down before, by a process that has been replaced */
  readonly again?: true;
}

export type RunEvent =
  /** a process was started; `participants` is absent for one that hosts none */
  | {
      readonly type: "process";
      readonly pid: number;
      readonly participants?: readonly number[];
      /** what one that hosts none is for; it is the server where absent */
      readonly role?: "network" | "attack";
    }
  | { readonly type: "joined"; readonly participant: number }
  /** the asynchronous server's order of pulls and pushes: what a replay repeats */
  | {
      readonly type: "order";
      readonly action: "pull" | "push";
      readonly participant: number;
      readonly round: number;
    }
  /** a round was applied */
  | {
      readonly type: "round";
      readonly round: number;
      readonly accepted: number;
      readonly seconds: number;
      /** message payloads of this round, all participants, bytes */
      readonly upBytes: number;
      readonly downBytes: number;
    }
  /** whole test set, after `round` rounds; loss in nats */
  | { readonly type: "evaluation"; readonly round: number; readonly accuracy: number; readonly loss: number }
  /** one participant's turn, from the participant's own channel */
  | {
      readonly type: "turn";
      readonly participant: number;
      readonly round: number;
      /** examples it trained on, over all its local steps */
      readonly lotSize: number;
      /** nats; absent for an empty lot */
      readonly meanLoss?: number;
      readonly measurements: readonly Measurement[];
      readonly release: { readonly event: DpEvent; readonly neighbours: NeighbouringRelation };
      /** absent where nothing is kept of what leaves */
      readonly account?: Account;
    }
  /** after training: what became of the ledgers that participants kept */
  | {
      readonly type: "ledgers";
      /** whole, and saying what the run's own events say */
      readonly verified: number;
      readonly broken: readonly { readonly participant: number; readonly why: string }[];
    }
  /** what the server made of a round's updates, where the aggregate is a mechanism of its own */
  | {
      readonly type: "aggregate";
      readonly round: number;
      readonly release: { readonly event: DpEvent; readonly neighbours: NeighbouringRelation };
      /** of whom it is a release, where of those alone whose updates it holds; absent for everybody, drawn or not */
      readonly participants?: readonly number[];
      readonly measurements: readonly Measurement[];
    }
  /** a baseline's model on the whole test set, after as many rounds' worth of training; loss in nats */
  | {
      readonly type: "baseline";
      readonly name: "standalone" | "centralised";
      /** whose model, for `standalone` */
      readonly participant?: number;
      readonly round: number;
      readonly accuracy: number;
      readonly loss: number;
    }
  /** highest epsilon over honest participants after `round` rounds, by accountant; "Infinity" where none is finite */
  | {
      readonly type: "privacy";
      readonly round: number;
      readonly epsilon: Readonly<Record<string, number | "Infinity">>;
    }
  /** something went wrong and the run went on; `withdrawn`: its budget is spent, and nothing more leaves it */
  | {
      readonly type: "incident";
      readonly what: "refused" | "late" | "left" | "replaced" | "dropped" | "withdrawn";
      readonly participant: number;
      readonly round: number;
      readonly reason: string;
    }
  /** a turn as an eavesdropper sees it where the connections are TLS, in the order of each connection */
  | {
      readonly type: "enciphered-turn";
      /** from 0, in the order in which they were opened */
      readonly connection: number;
      /** messages with all that frames them */
      readonly downBytes: number;
      readonly upBytes: number;
      /** between the last byte of the weights and the first of the update */
      readonly trainingMs: number;
    }
  | {
      readonly type: "attack";
      readonly id: string;
      readonly done: number;
      readonly total: number;
      readonly note?: string;
    }
  /** how late the server's event loop was while attacks computed, 99th percentile */
  | { readonly type: "responsiveness"; readonly p99Ms: number };

/** A line of events.jsonl. */
export type StampedEvent = RunEvent & { readonly seq: number; readonly ms: number };
