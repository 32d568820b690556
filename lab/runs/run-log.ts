/** A run's log.jsonl: what happened when, for people who look into a run that went wrong. @module */
import { join } from "node:path";
import type { RunEvent } from "../../shared/process/run-events.js";
import { appendJsonLine } from "./json-lines.js";

export class RunLog {
  readonly #file: string;

  constructor(runDirectory: string) {
    this.#file = join(runDirectory, "log.jsonl");
  }

  write(level: "info" | "warn" | "error", message: string): void {
    appendJsonLine(this.#file, { time: new Date().toISOString(), level, message });
  }

  /** Keeps what is worth a line in a log: processes and whatever went wrong. */
  event(event: RunEvent): void {
    if (event.type === "process") {
      const who = event.participant === undefined ? "the parameter server" : `participant ${event.participant}`;
      this.write("info", `started ${who}, process ${event.pid}`);
    } else if (event.type === "incident") {
      this.write("warn", `participant ${event.participant} ${event.what} in round ${event.round}: ${event.reason}`);
    }
  }
}
