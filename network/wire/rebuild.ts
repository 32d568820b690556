/** From questions and answers to what the server's seat sees of a turn. @module */
import type { Observation, Turn } from "../../shared/plugins/attack.js";
import { maxVectorBytes } from "../../shared/protocol/limits.js";
import type { Push, VectorMessage } from "../../shared/protocol/messages.js";
import { decodeVector } from "../../shared/protocol/vector/decode.js";
import { PartAssembler } from "../../shared/protocol/vector/parts.js";
import { unpackVector } from "../../shared/protocol/vector/pack.js";
import { wireVector, type WireVector } from "../../shared/protocol/vector/wire-vector.js";
import type { Answered } from "./conversation.js";
import { SeenWeights, type Weights } from "./seen-weights.js";

export interface RebuildFacts {
  /** P */
  readonly parameters: number;
  /** the longest payload of a message */
  readonly messageBytes: number;
  /** whether anybody wants to know of this turn */
  readonly isWanted: (turn: Turn) => boolean;
}

/** One participant, over all its connections. */
interface Traffic {
  readonly download: PartAssembler;
  readonly upload: PartAssembler;
  /** the weights that the server announced, and their size where they come in parts */
  pulled?: { readonly round: number; readonly version: number; readonly totalBytes?: number };
  /** those weights, once they were sent */
  weights?: Weights;
  /** of its last update that was counted */
  counted: number;
}

export class Rebuilder {
  readonly #facts: RebuildFacts;
  readonly #onObservation: (observation: Observation) => void;
  readonly #seen: SeenWeights;
  readonly #participants = new Map<number, Traffic>();

  /** @param onObservation told of every wanted turn once its update was counted */
  constructor(facts: RebuildFacts, onObservation: (observation: Observation) => void) {
    this.#facts = facts;
    this.#onObservation = onObservation;
    this.#seen = new SeenWeights(facts.parameters);
  }

  /** @throws {Error} when vectors passed by that are none */
  add(participant: number, exchange: Answered): void {
    const traffic = this.#participants.get(participant) ?? this.#newcomer();
    this.#participants.set(participant, traffic);
    const { name, question, answer } = exchange;
    if (!answer.ok) return;
    if (name === "pull") this.#pulled(traffic, question.round, answer.version, answer.weights);
    else if (name === "fetch") this.#fetched(traffic, question.round, question.number, answer.bytes);
    else if (name === "part") traffic.upload.add({ key: question.round, ...question });
    else this.#pushed(traffic, participant, question);
  }

  #newcomer(): Traffic {
    const { messageBytes, parameters } = this.#facts;
    const limits = { partBytes: messageBytes, maxTotalBytes: maxVectorBytes(parameters) };
    return { download: new PartAssembler(limits), upload: new PartAssembler(limits), counted: 0 };
  }

  #pulled(traffic: Traffic, round: number, version: number, weights: VectorMessage): void {
    // asked again, the server sends the same
    if (traffic.pulled?.round === round) return;
    if (weights.form === "parts") {
      traffic.pulled = { round, version, totalBytes: weights.totalBytes };
      traffic.weights = undefined;
    } else {
      traffic.pulled = { round, version };
      traffic.weights = this.#seen.add(weights);
    }
  }

  #fetched(traffic: Traffic, round: number, number: number, bytes: Uint8Array): void {
    const { pulled, weights, download } = traffic;
    if (pulled?.totalBytes === undefined || pulled.round !== round || weights !== undefined) return;
    download.add({ key: round, totalBytes: pulled.totalBytes, number, bytes });
    const vector = assembled(download, round);
    if (vector !== undefined) traffic.weights = this.#seen.add(vector);
  }

  #pushed(traffic: Traffic, participant: number, { round, baseVersion, update }: Push): void {
    const { pulled, weights, upload } = traffic;
    // sent again, it counts once
    if (round <= traffic.counted) return;
    traffic.counted = round;
    const vector = update.form === "parts" ? assembled(upload, round) : update;
    const isKnown = pulled?.round === round && pulled.version === baseVersion;
    if (!isKnown || weights === undefined || vector === undefined) return;
    if (!this.#facts.isWanted({ participant, round })) return;
    const decoded = decodeVector(vector, this.#facts.parameters);
    if (!decoded.ok) throw new Error(`an update was counted that is ${decoded.code}: ${decoded.reason}`);
    const { values, indices } = decoded;
    this.#onObservation({ participant, round, weights: weights(), update: values, ...(indices && { indices }) });
  }
}

/** The vector of that round, once all its parts are there. */
function assembled(parts: PartAssembler, round: number): WireVector | undefined {
  const packed = parts.take(round);
  return packed === undefined ? undefined : wireVector.parse(unpackVector(packed));
}
