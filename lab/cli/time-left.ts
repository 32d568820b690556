/** How much longer something will take, if it goes on as it went. @module */

export class TimeLeft {
  #start: { readonly done: number; readonly ms: number } | undefined;

  /**
   * Seconds left, undefined until progress was seen.
   * @param done share that is done, in [0, 1]
   * @param ms time since any moment, the same for every call
   */
  seconds(done: number, ms: number): number | undefined {
    this.#start ??= { done, ms };
    const since = this.#start;
    return done > since.done ? ((ms - since.ms) / 1000) * ((1 - done) / (done - since.done)) : undefined;
  }
}
