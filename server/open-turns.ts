/** The turns that are under way: who owes an update of which round, computed on which weights. @module */

/** How a turn ended without an update. */
export type Miss = "refused" | "late" | "dropped" | "withdrawn";

/** An update that passed every check. */
export interface Upload {
  /** [P], zero where nothing was uploaded */
  readonly update: Float32Array;
  /** the coordinates that were uploaded, ascending; undefined for all */
  readonly indices: Int32Array | undefined;
  /** how many its participant says it holds, where updates are weighted by it */
  readonly examples?: number;
  /** 1/2 for a norm within the clip, −1/2 for one beyond, with noise where participants add it; where that is asked */
  readonly withinClip?: number;
}

/** How a turn ended. */
export type Outcome =
  | (Upload & { readonly ok: true; readonly participant: number; readonly base: Snapshot })
  | { readonly ok: false; readonly participant: number; readonly miss: Miss; readonly why: string };

/** The global weights at some time. */
export interface Snapshot {
  /** [P], never changed */
  readonly weights: Float32Array;
  readonly version: number;
}

export interface OpenTurn {
  readonly participant: number;
  readonly round: number;
  /** what it pulled: the same when it asks again */
  base?: Snapshot;
}

interface Entry {
  readonly turn: OpenTurn;
  readonly timer: NodeJS.Timeout;
  readonly settle: (outcome: Outcome) => void;
}

export class OpenTurns {
  readonly #entries = new Map<number, Entry>();
  readonly #seconds: number;
  readonly #onMiss: (turn: OpenTurn, miss: Miss, reason: string) => void;

  /** @param seconds how long a turn may last */
  constructor(seconds: number, onMiss: (turn: OpenTurn, miss: Miss, reason: string) => void) {
    this.#seconds = seconds;
    this.#onMiss = onMiss;
  }

  /** Opens a turn of a participant that has none; settles when it ends, and never rejects. */
  open(participant: number, round: number): Promise<Outcome> {
    return new Promise((settle) => {
      const late = (): void => this.close(participant, "late", `no update within ${this.#seconds} s`);
      const timer = setTimeout(late, this.#seconds * 1000);
      this.#entries.set(participant, { turn: { participant, round }, timer, settle });
    });
  }

  of(participant: number): OpenTurn | undefined {
    return this.#entries.get(participant)?.turn;
  }

  /** Ends the participant's turn, which has pulled, with its update. */
  accept(participant: number, base: Snapshot, upload: Upload): void {
    this.#take(participant)?.settle({ ok: true, participant, base, ...upload });
  }

  /** Ends the participant's turn, if it has one, without an update. */
  close(participant: number, miss: Miss, reason: string): void {
    const entry = this.#take(participant);
    if (entry === undefined) return;
    this.#onMiss(entry.turn, miss, reason);
    entry.settle({ ok: false, participant, miss, why: `participant ${participant} ${miss}: ${reason}` });
  }

  #take(participant: number): Entry | undefined {
    const entry = this.#entries.get(participant);
    if (entry === undefined) return undefined;
    clearTimeout(entry.timer);
    this.#entries.delete(participant);
    return entry;
  }
}
