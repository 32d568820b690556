/** The turns of one connection, told from the lengths and times of its records alone. @module */
import type { Direction } from "../relay.js";

export interface EncipheredTurn {
  /** before the next turn began; messages with all that frames them */
  readonly downBytes: number;
  readonly upBytes: number;
  /** between the last byte of the weights and the first of the update */
  readonly trainingMs: number;
}

/** weights travel in records longer than this, which no other message of the server needs, bytes */
const WEIGHTS_RECORD_BYTES = 1024;
/** a participant that has sent more than this since the weights came has sent an update, bytes; a question has fewer */
const UPDATE_BYTES = 128;

/**
 * A turn begins with a download and ends before the next one: the protocol is public, and TLS hides no order. Weights of
 * less than a kilobyte go unnoticed.
 */
export class EncipheredTurns {
  readonly #over: EncipheredTurn[] = [];
  #open: OpenTurn | undefined;

  /** @param ms when the record was complete */
  add(direction: Direction, bytes: number, ms: number): void {
    if (direction === "down") this.#received(bytes, ms);
    else this.#sent(bytes, ms);
  }

  /** in the order in which they were taken; nothing more is seen of the last */
  end(): readonly EncipheredTurn[] {
    this.#close();
    return this.#over;
  }

  #received(bytes: number, ms: number): void {
    const isWeights = bytes > WEIGHTS_RECORD_BYTES;
    if (isWeights && hasUpdate(this.#open)) this.#close();
    if (isWeights) this.#open ??= { downBytes: 0, upBytes: 0, sinceWeights: 0, weightsMs: ms, updateMs: ms };
    if (this.#open === undefined) return;
    this.#open.downBytes += bytes;
    if (isWeights) Object.assign(this.#open, { sinceWeights: 0, weightsMs: ms });
  }

  #sent(bytes: number, ms: number): void {
    if (this.#open === undefined) return;
    if (this.#open.sinceWeights === 0) this.#open.updateMs = ms;
    this.#open.sinceWeights += bytes;
    this.#open.upBytes += bytes;
  }

  #close(): void {
    if (hasUpdate(this.#open)) {
      const { downBytes, upBytes, weightsMs, updateMs } = this.#open;
      this.#over.push({ downBytes, upBytes, trainingMs: updateMs - weightsMs });
    }
    this.#open = undefined;
  }
}

interface OpenTurn {
  downBytes: number;
  upBytes: number;
  /** of `upBytes`, those after the last record of weights */
  sinceWeights: number;
  weightsMs: number;
  updateMs: number;
}

function hasUpdate(turn: OpenTurn | undefined): turn is OpenTurn {
  return turn !== undefined && turn.sinceWeights > UPDATE_BYTES;
}
