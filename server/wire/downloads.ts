/** What a participant is sent when it pulls: the weights, or the most updated part of them. @module */
import { selectedCount } from "../../shared/learning/selection.js";
import { mostUpdated } from "../../shared/learning/selection-most-updated.js";
import { refuse, type FetchAnswer, type VectorMessage } from "../../shared/protocol/messages.js";
import { encodeDense, encodeSparse } from "../../shared/protocol/vector/encode.js";
import { packVector } from "../../shared/protocol/vector/pack.js";
import { splitBytes } from "../../shared/protocol/vector/parts.js";
import { wireBytes, type WireVector } from "../../shared/protocol/vector/wire-vector.js";
import type { RngStream } from "../../shared/random/rng-stream.js";
import type { OpenTurn, Snapshot } from "../open-turns.js";
import type { ParameterStore } from "../store.js";

export interface DownloadRules {
  /** theta_d, in (0, 1] */
  readonly fraction: number;
  /** the longest message; longer vectors travel in parts */
  readonly messageBytes: number;
  /** breaks ties between equally updated parameters */
  readonly rng: RngStream;
}

interface Prepared {
  readonly message: VectorMessage;
  /** payload */
  readonly bytes: number;
  readonly parts: readonly Uint8Array[];
}

export class Downloads {
  readonly #rules: DownloadRules;
  readonly #prepared = new WeakMap<OpenTurn, Prepared>();

  constructor(rules: DownloadRules) {
    this.#rules = rules;
  }

  /**
   * The weights that `turn` starts from as a message; asked again, the same.
   * @param complete whether all of them are wanted, whatever the download fraction
   */
  of(turn: OpenTurn, { weights }: Snapshot, { counters }: ParameterStore, complete: boolean): Prepared {
    const known = this.#prepared.get(turn);
    if (known !== undefined) return known;
    const { fraction, messageBytes } = this.#rules;
    const vector = complete || fraction === 1 ? encodeDense(weights) : this.#mostUpdated(turn, weights, counters);
    const prepared = prepare(vector, messageBytes);
    this.#prepared.set(turn, prepared);
    return prepared;
  }

  part(turn: OpenTurn, number: number): FetchAnswer {
    const parts = this.#prepared.get(turn)?.parts ?? [];
    const bytes = parts[number];
    if (bytes === undefined) return refuse("malformed", `there is no part ${number}: the weights have ${parts.length}`);
    return { ok: true, bytes };
  }

  /** The θ_d share with the largest update counters (Shokri & Shmatikov 2015, section 4.2). */
  #mostUpdated({ participant, round }: OpenTurn, weights: Float32Array, counters: Float64Array): WireVector {
    const count = selectedCount(weights.length, this.#rules.fraction);
    const rng = this.#rules.rng.fork("round", round, "participant", participant);
    return encodeSparse(weights, mostUpdated(counters, count, rng));
  }
}

function prepare(vector: WireVector, messageBytes: number): Prepared {
  const bytes = wireBytes(vector);
  if (bytes <= messageBytes) return { message: vector, bytes, parts: [] };
  const packed = packVector(vector);
  const message = { form: "parts" as const, totalBytes: packed.byteLength };
  return { message, bytes, parts: splitBytes(packed, messageBytes) };
}
