/** Events on their way to the launcher, several to a message: a message to another process costs as much as an update. @module */
import type { FromServer } from "../shared/process/messages.js";
import type { RunEvent } from "../shared/process/run-events.js";

/** how long an event may wait for others, ms */
const WAIT_MS = 10;

export class EventBatch {
  readonly #send: (message: FromServer) => void;
  #events: RunEvent[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(send: (message: FromServer) => void) {
    this.#send = send;
  }

  add(event: RunEvent): void {
    this.#events.push(event);
    this.#timer ??= setTimeout(() => this.flush(), WAIT_MS);
  }

  /** Sends what waits, now. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#events.length === 0) return;
    const events = this.#events;
    this.#events = [];
    this.#send({ type: "events", events });
  }
}
