/** Progress on stderr: one line that moves on a terminal, a line a round anywhere else. @module */
import type { Writable } from "node:stream";
import type { RunEvent } from "../../shared/process/run-events.js";
import { seconds } from "../report/words/format.js";
import { TimeLeft } from "./time-left.js";

export interface ProgressOptions {
  readonly quiet: boolean;
  readonly stream: Writable & { readonly isTTY?: boolean; readonly columns?: number };
}

/** Lines that do not move come no more often than this while an attack goes on, ms. */
const QUIET_MS = 10_000;

type AttackEvent = Extract<RunEvent, { type: "attack" }>;
type IncidentEvent = Extract<RunEvent, { type: "incident" }>;

export class Progress {
  readonly #options: ProgressOptions;
  #variant = "";
  #rounds = 0;
  #accuracy = "";
  #epsilon = "";
  #spent = 0;
  #withdrawn = new Set<number>();
  #attacks = new Map<string, string>();
  #timesLeft = new Map<string, TimeLeft>();
  #spokeMs = 0;
  #line = "";

  constructor(options: ProgressOptions) {
    this.#options = options;
  }

  /** @param rounds of its training */
  variant(name: string, rounds: number): void {
    this.clear();
    this.#variant = name;
    this.#rounds = rounds;
    this.#accuracy = "";
    this.#epsilon = "";
    this.#spent = 0;
    this.#withdrawn.clear();
    this.#attacks.clear();
    this.#timesLeft.clear();
  }

  event(event: RunEvent): void {
    switch (event.type) {
      case "round": {
        const count = `round ${event.round}/${this.#rounds}`;
        return this.#show(`${count} · ${event.accepted} updates in ${event.seconds.toFixed(2)} s`, true);
      }
      case "evaluation":
        this.#accuracy = ` · accuracy ${(100 * event.accuracy).toFixed(1)} % · loss ${event.loss.toFixed(3)} nats`;
        return;
      case "privacy": {
        const spent = Object.entries(event.epsilon).filter(([, epsilon]) => epsilon !== "Infinity");
        this.#epsilon = spent.map(([name, epsilon]) => ` · ε ${Number(epsilon).toFixed(2)} (${name})`).join("");
        return;
      }
      case "attack":
        return this.#attack(event);
      case "baseline": {
        const { name, participant, round, accuracy } = event;
        const whose = participant === undefined ? name : `${name}, participant ${participant}`;
        const reached = `round ${round}/${this.#rounds} · accuracy ${(100 * accuracy).toFixed(1)} %`;
        return this.#show(`baseline ${whose} · ${reached}`, round === this.#rounds);
      }
      case "turn":
        this.#spent = Math.max(this.#spent, Number(event.account?.epsilonSpent ?? 0));
        return;
      case "ledgers":
        return event.broken.forEach(({ participant, why }) => {
          this.#note(`the ledger of participant ${participant} is broken: ${why}`);
        });
      case "incident":
        if (event.what === "withdrawn") return this.#withdrew(event);
        return this.#note(`participant ${event.participant} ${event.what} in round ${event.round}: ${event.reason}`);
      case "process":
      case "joined":
      case "order":
      case "enciphered-turn":
      case "responsiveness":
        return;
    }
  }

  /** Ends the moving line, so that what comes next starts on a fresh one. */
  clear(): void {
    if (this.#line === "") return;
    this.#options.stream.write("\r\x1b[K");
    this.#line = "";
  }

  /** What participants have written down. */
  #ledgers(): string {
    const spent = this.#spent > 0 && this.#spent < Infinity ? ` · ledgers: ε at most ${this.#spent.toFixed(2)}` : "";
    return this.#withdrawn.size === 0 ? spent : `${spent} · ${this.#withdrawn.size} withdrew`;
  }

  /** The first says why; there may be a thousand of them. */
  #withdrew({ participant, round, reason }: IncidentEvent): void {
    if (this.#withdrawn.size === 0) this.#note(`participant ${participant} withdrew in round ${round}: ${reason}`);
    this.#withdrawn.add(participant);
  }

  #attack({ id, done, total }: AttackEvent): void {
    const left = this.#timesLeft.get(id) ?? new TimeLeft();
    this.#timesLeft.set(id, left);
    const now = performance.now();
    const remaining = left.seconds(done / Math.max(1, total), now);
    const time = remaining === undefined || done >= total ? "" : `, ${seconds(remaining)} left`;
    this.#attacks.set(id, ` · attack ${id} ${Math.floor(done)}/${total}${time}`);
    this.#show("attacking", done >= total || now - this.#spokeMs > QUIET_MS);
  }

  /** @param milestone worth a line of its own where lines do not move */
  #show(what: string, milestone: boolean): void {
    if (this.#options.quiet) return;
    const told = [what, this.#accuracy, this.#epsilon, this.#ledgers(), ...this.#attacks.values()];
    const line = `[${this.#variant}] ${told.join("")}`;
    const { stream } = this.#options;
    if (!stream.isTTY) {
      if (!milestone) return;
      stream.write(`${line}\n`);
      this.#spokeMs = performance.now();
      return;
    }
    this.#line = line.slice(0, Math.max(20, (stream.columns ?? 80) - 1));
    stream.write(`\r\x1b[K${this.#line}`);
  }

  #note(text: string): void {
    if (this.#options.quiet) return;
    this.clear();
    this.#options.stream.write(`[${this.#variant}] ${text}\n`);
  }
}
