/** Who still owes an update in the round that is under way. @module */

/** How a turn ended without an update. */
export type Miss = "refused" | "late" | "dropped";

export class RoundTurns {
  readonly round: number;
  /** version of the weights that this round's updates are computed on */
  readonly version: number;
  readonly #open: Set<number>;
  readonly #updates = new Map<number, Float32Array>();
  readonly #settled: Promise<void>;
  #settle: () => void = () => undefined;
  readonly #onMiss: (participant: number, miss: Miss, reason: string) => void;

  constructor(
    round: number,
    version: number,
    participants: Iterable<number>,
    onMiss: (participant: number, miss: Miss, reason: string) => void,
  ) {
    this.round = round;
    this.version = version;
    this.#open = new Set(participants);
    this.#onMiss = onMiss;
    this.#settled = new Promise((resolve) => (this.#settle = resolve));
    this.#check();
  }

  isOpen(participant: number): boolean {
    return this.#open.has(participant);
  }

  get open(): readonly number[] {
    return [...this.#open];
  }

  accept(participant: number, update: Float32Array): void {
    if (!this.#open.delete(participant)) return;
    this.#updates.set(participant, update);
    this.#check();
  }

  close(participant: number, miss: Miss, reason: string): void {
    if (!this.#open.delete(participant)) return;
    this.#onMiss(participant, miss, reason);
    this.#check();
  }

  /**
   * Waits until nobody owes an update; whoever still does after `seconds` is late.
   * @returns the accepted updates in participant order
   */
  async settled(seconds: number): Promise<ReadonlyMap<number, Float32Array>> {
    const timer = setTimeout(() => {
      for (const participant of this.open) this.close(participant, "late", `no update within ${seconds} s`);
    }, seconds * 1000);
    await this.#settled;
    clearTimeout(timer);
    return new Map([...this.#updates].sort(([a], [b]) => a - b));
  }

  #check(): void {
    if (this.#open.size === 0) this.#settle();
  }
}
