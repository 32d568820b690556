/** A variant's events.jsonl and metrics.csv, written as the run goes. @module */
import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { RunEvent } from "../../shared/process/run-events.js";

type Row = readonly [round: number, participant: number | "", name: string, value: number | "Infinity", unit: string];

export class EventLog {
  readonly #events: number;
  readonly #metrics: number;
  readonly #started = performance.now();
  #seq = 0;

  constructor(directory: string) {
    this.#events = openSync(join(directory, "events.jsonl"), "w");
    this.#metrics = openSync(join(directory, "metrics.csv"), "w");
    writeSync(this.#metrics, "seq,round,participant,name,value,unit\n");
  }

  write(event: RunEvent): void {
    const seq = ++this.#seq;
    const ms = Math.round(performance.now() - this.#started);
    writeSync(this.#events, `${JSON.stringify({ seq, ms, ...event })}\n`);
    const rows = rowsOf(event).map((row) => `${[seq, ...row].join(",")}\n`);
    if (rows.length > 0) writeSync(this.#metrics, rows.join(""));
  }

  close(): void {
    closeSync(this.#events);
    closeSync(this.#metrics);
  }
}

/** The numbers of an event, under names that say scope, what and unit. */
function rowsOf(event: RunEvent): readonly Row[] {
  switch (event.type) {
    case "evaluation":
      return [
        [event.round, "", "test/accuracy", event.accuracy, "fraction"],
        [event.round, "", "test/loss_nats", event.loss, "nats"],
      ];
    case "round":
      return [
        [event.round, "", "round/seconds", event.seconds, "s"],
        [event.round, "", "net/up_bytes", event.upBytes, "bytes"],
        [event.round, "", "net/down_bytes", event.downBytes, "bytes"],
      ];
    case "privacy":
      return Object.entries(event.epsilon).map(([accountant, epsilon]) => [
        event.round,
        "",
        `privacy/epsilon_${accountant}`,
        epsilon,
        "nats",
      ]);
    case "baseline": {
      const { round, participant = "", name, accuracy, loss } = event;
      return [
        [round, participant, `baseline/${name}_accuracy`, accuracy, "fraction"],
        [round, participant, `baseline/${name}_loss_nats`, loss, "nats"],
      ];
    }
    case "turn": {
      const { round, participant, lotSize, meanLoss, measurements, account } = event;
      return [
        [round, participant, "train/lot_size", lotSize, "examples"],
        ...(meanLoss === undefined ? [] : [[round, participant, "train/loss_nats", meanLoss, "nats"] as const]),
        ...measurements.map(({ name, value, unit }): Row => [round, participant, `defence/${name}`, value, unit]),
        ...(account === undefined
          ? []
          : [[round, participant, "ledger/epsilon_spent", account.epsilonSpent, "nats"] as const]),
      ];
    }
    default:
      return [];
  }
}
