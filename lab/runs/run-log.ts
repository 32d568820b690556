/** A run's log.jsonl: what happened when, for people who look into a run that went wrong. @module */
import { join } from "node:path";
import type { RunEvent } from "../../shared/process/run-events.js";
import { appendJsonLine } from "./json-lines.js";

/** "participant 3", "participants 0 to 99" */
function nameOf(participants: readonly number[]): string {
  const [first, last] = [participants[0], participants.at(-1)];
  return first === last ? `participant ${first}` : `participants ${first} to ${last}`;
}

const roles = { server: "the parameter server", network: "the network", attack: "an attack on what was heard" };

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
      const who = event.participants === undefined ? roles[event.role ?? "server"] : nameOf(event.participants);
      this.write("info", `started ${who}, process ${event.pid}`);
    } else if (event.type === "incident") {
      this.write("warn", `participant ${event.participant} ${event.what} in round ${event.round}: ${event.reason}`);
    }
  }
}
