/** How late the server's event loop was, from when it is first asked to watch. @module */
import { monitorEventLoopDelay } from "node:perf_hooks";

/** time between two looks, ms */
const RESOLUTION_MS = 5;
const NANOSECONDS_A_MS = 1e6;

export class EventLoopDelay {
  readonly #histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });

  /** Watches from now on; asked again, it goes on. */
  watch(): void {
    this.#histogram.enable();
  }

  /** Ends it. @returns the 99th percentile of the delay, ms; undefined where nothing was watched */
  end(): number | undefined {
    this.#histogram.disable();
    if (this.#histogram.count === 0) return undefined;
    // what is recorded is the time between two looks
    return Math.max(0, this.#histogram.percentile(99) / NANOSECONDS_A_MS - RESOLUTION_MS);
  }
}
