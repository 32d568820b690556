/** Who takes part: who is expected, who has come, who has left for good. @module */

interface Connected {
  readonly size: number;
  has(participant: number): boolean;
}

export class Joins {
  /** participants that have not left for good, ascending */
  readonly present: Set<number>;
  readonly #withdrawn = new Set<number>();
  readonly #seen = new Set<number>();
  readonly #connected: () => Connected;
  #changed: () => void = () => undefined;

  /** @param connected who is connected now */
  constructor(participants: number, connected: () => Connected) {
    this.present = new Set(Array.from({ length: participants }, (_, i) => i));
    this.#connected = connected;
  }

  /** @returns whether it had never come before */
  came(participant: number): boolean {
    const first = !this.#seen.has(participant);
    this.#seen.add(participant);
    this.#changed();
    return first;
  }

  gone(participant: number): void {
    this.present.delete(participant);
    this.#changed();
  }

  /** It has said that nothing more will come from it. */
  withdrew(participant: number): void {
    this.#withdrawn.add(participant);
    this.gone(participant);
  }

  hasWithdrawn(participant: number): boolean {
    return this.#withdrawn.has(participant);
  }

  /** how many have */
  get withdrawn(): number {
    return this.#withdrawn.size;
  }

  /** Whether nobody is left, and not because everybody has died: training then is over before its last round. */
  get haveAllLeft(): boolean {
    return this.present.size === 0 && this.#withdrawn.size > 0;
  }

  /** Waits until everybody who has not left for good is connected. @throws {Error} naming who did not come */
  async everybody(seconds: number): Promise<void> {
    const total = this.present.size;
    await new Promise<void>((resolve, reject) => {
      const check = (): void => {
        // a cheap test first: a thousand participants call this a thousand times
        if (this.#connected().size < this.present.size || this.#missing().length > 0) return;
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        const missing = this.#missing();
        const who = `${missing.length} of ${total} participants did not join within ${seconds} s`;
        reject(new Error(`${who} (${missing.slice(0, 10).join(", ")}); limits.joinSeconds allows more time`));
      }, seconds * 1000);
      this.#changed = check;
      check();
    });
    this.#changed = () => undefined;
  }

  #missing(): readonly number[] {
    const connected = this.#connected();
    return [...this.present].filter((participant) => !connected.has(participant));
  }
}
