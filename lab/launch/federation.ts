/** One federation, from the first process to the last: a server, its participants, and what they tell. @module */
import type { Claim, Observation, ThreatModel, Turn } from "../../shared/plugins/attack.js";
import type { RepresentativeClaim } from "../../shared/plugins/participant-attack.js";
import type { ClientJob, FromClient, FromServer, ServerJob } from "../../shared/process/messages.js";
import type { RunEvent } from "../../shared/process/run-events.js";
import { Child } from "./child.js";
import { compiled } from "./compiled.js";
import { Eavesdropping, type EavesdroppingJob } from "./eavesdropping.js";

/** A lot that really was used. */
export interface Lot extends Turn {
  /** indices into the training split */
  readonly examples: Int32Array;
}

export interface AttackOutcome {
  readonly threat?: ThreatModel;
  readonly claims: readonly Claim[];
  /** why it ended without claims */
  readonly failure?: string;
}

export interface FederationResult {
  /** that were done */
  readonly rounds: number;
  /** [P], final */
  readonly weights: Float32Array;
  /** fraction, whole test set */
  readonly accuracy: number;
  /** nats */
  readonly loss: number;
  readonly upBytes: number;
  readonly downBytes: number;
  readonly attacks: ReadonlyMap<string, AttackOutcome>;
  /** [m] each: what audits made of their canaries; one that failed is among the attacks, with its reason */
  readonly scores: ReadonlyMap<string, Float64Array>;
}

export interface FederationJobs {
  readonly server: ServerJob;
  /** the participants of each process */
  readonly processes: readonly (readonly number[])[];
  /** one process's job, once the server's address is known */
  readonly client: (participants: readonly number[], url: string) => ClientJob;
  /** who listens on the line; nobody where absent */
  readonly eavesdropping?: EavesdroppingJob;
  /** participants that are adversaries */
  readonly adversaries: readonly number[];
  /** how often a process that died is started again */
  readonly restarts: number;
}

export interface FederationListener {
  event(event: RunEvent): void;
  lot(lot: Lot): void;
  observed(attack: string, observation: Observation): void;
  /** what an attack by a participant believes by now */
  claimed(attack: string, claim: RepresentativeClaim): void;
}

/**
 * Runs it to its end and leaves no process behind, however it ends. Aborted once training is over, it ends as soon as
 * its attacks have handed over what they have.
 * @throws {Error} in words, when the run cannot go on, and the signal's reason when it is aborted before that
 */
export async function runFederation(
  jobs: FederationJobs,
  listener: FederationListener,
  signal: AbortSignal,
): Promise<FederationResult> {
  const federation = new RunningFederation(jobs, listener);
  let abort: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    abort = () => {
      if (!federation.conclude()) reject(signal.reason as Error);
    };
    signal.addEventListener("abort", abort);
  });
  try {
    signal.throwIfAborted();
    return await Promise.race([federation.result, aborted]);
  } finally {
    signal.removeEventListener("abort", abort);
    await federation.stop();
  }
}

/**
 * Memory is tight with many participants: a small young generation costs little and saves tens of megabytes each. An
 * old generation that may start at 24 MB is collected less often, which takes up to a tenth of the time of a local step.
 */
const CLIENT_OPTIONS = ["--max-semi-space-size=2", "--initial-old-space-size=24", "--expose-gc"];

/** how long an adversary among the participants may take for its last claim, ms */
const LAST_CLAIM_MS = 60_000;

/** How a client process ends that nothing is left for. */
const FINISHED = "exit code 0";

class RunningFederation {
  readonly result: Promise<FederationResult>;
  readonly #jobs: FederationJobs;
  readonly #listener: FederationListener;
  readonly #server: Child<ServerJob, FromServer>;
  readonly #clients = new Map<number, Child<ClientJob, FromClient>>();
  readonly #restarts = new Map<number, number>();
  readonly #attacks = new Map<string, AttackOutcome>();
  readonly #scores = new Map<string, Float64Array>();
  #eavesdropping: Eavesdropping | undefined;
  #trained: Extract<FromServer, { type: "trained" }> | undefined;
  #round = 0;
  #stopping = false;
  #resolve: (result: FederationResult) => void = () => undefined;
  #reject: (error: Error) => void = () => undefined;

  constructor(jobs: FederationJobs, listener: FederationListener) {
    this.#jobs = jobs;
    this.#listener = listener;
    this.result = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // its failure is seen by whoever awaits it, or not at all once the run has been aborted
    this.result.catch(() => undefined);
    this.#server = new Child(compiled.server, jobs.server, (message: FromServer) => this.#fromServer(message));
    this.#tellProcess(this.#server.pid);
    void this.#server.ended.then((how) => {
      const when = this.#round === 0 ? "before the first round was done" : `after round ${this.#round}`;
      this.#reject(new Error(`the parameter server ended ${when} (${how})`));
    });
  }

  /** Has attacks stop with the claims they have, if nothing else is left to do. @returns whether that is so */
  conclude(): boolean {
    if (this.#trained === undefined) return false;
    this.#server.send({ type: "conclude" });
    this.#eavesdropping?.conclude();
    return true;
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    const eavesdropping = this.#eavesdropping?.stop();
    await Promise.all([eavesdropping, ...[this.#server, ...this.#clients.values()].map((child) => child.stop())]);
  }

  #fromServer(message: FromServer): void {
    switch (message.type) {
      case "event":
        return this.#event(message.event);
      case "events":
        return message.events.forEach((event) => this.#event(event));
      case "failed":
        return this.#reject(new Error(message.reason));
      case "listening":
        return this.#jobs.eavesdropping === undefined
          ? this.#startClients(message.url)
          : this.#eavesdrop(message.url, this.#jobs.eavesdropping);
      case "observed":
        return this.#listener.observed(message.id, message.observation);
      case "claims":
        this.#attacks.set(message.id, { threat: message.threat, claims: message.claims });
        return;
      case "scores":
        this.#scores.set(message.id, message.scores);
        return;
      case "attack-failed":
        this.#attacks.set(message.id, { claims: [], failure: message.reason });
        return;
      case "trained":
        this.#trained = message;
        return this.#eavesdropping?.trained();
      case "finished":
        return void this.#finish();
    }
  }

  #event(event: RunEvent): void {
    if (event.type === "round") this.#round = event.round;
    this.#listener.event(event);
  }

  async #finish(): Promise<void> {
    if (this.#trained === undefined) return this.#reject(new Error("the server finished without training"));
    await this.#lastClaims();
    for (const [id, outcome] of (await this.#eavesdropping?.outcomes) ?? []) this.#attacks.set(id, outcome);
    const { rounds, weights, accuracy, loss, upBytes, downBytes } = this.#trained;
    this.#resolve({
      rounds,
      weights,
      accuracy,
      loss,
      upBytes,
      downBytes,
      attacks: this.#attacks,
      scores: this.#scores,
    });
  }

  /** An adversary among the participants makes its last claim when the server says goodbye, and then its process ends. */
  async #lastClaims(): Promise<void> {
    const { processes, adversaries } = this.#jobs;
    const isAdversary = (participant: number): boolean => adversaries.includes(participant);
    const ends = [...this.#clients].flatMap(([process, child]) =>
      processes[process].some(isAdversary) ? [child.ended] : [],
    );
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, LAST_CLAIM_MS)));
    await Promise.race([Promise.all(ends), late]);
    clearTimeout(timer);
  }

  /** Participants connect to whoever listens on the line, which passes everything on to the server. */
  #eavesdrop(url: string, job: EavesdroppingJob): void {
    this.#eavesdropping = new Eavesdropping(url, job, {
      listening: (relay) => this.#startClients(relay),
      event: (event) => this.#event(event),
      observed: (attack, observation) => this.#listener.observed(attack, observation),
      failed: (error) => this.#reject(error),
    });
  }

  #startClients(url: string): void {
    this.#jobs.processes.forEach((_, process) => this.#startClient(process, url));
  }

  #startClient(process: number, url: string): void {
    const participants = this.#jobs.processes[process];
    let failure: string | undefined;
    const listen = (message: FromClient): void => {
      if (message.type === "event") this.#listener.event(message.event);
      else if (message.type === "lot") this.#listener.lot(message);
      else if (message.type === "claim") this.#listener.claimed(message.id, message.claim);
      else if (message.type === "attack-failed") this.#attacks.set(message.id, { claims: [], failure: message.reason });
      else failure = message.reason;
    };
    const child = new Child(compiled.client, this.#jobs.client(participants, url), listen, CLIENT_OPTIONS);
    this.#clients.set(process, child);
    this.#tellProcess(child.pid, participants);
    void child.ended.then((how) => this.#clientEnded(process, url, failure ?? how));
  }

  #tellProcess(pid: number | undefined, participants?: readonly number[]): void {
    if (pid === undefined) return;
    this.#listener.event({ type: "process", pid, ...(participants !== undefined && { participants }) });
  }

  #clientEnded(process: number, url: string, reason: string): void {
    if (this.#stopping || this.#trained !== undefined) return;
    // the server has told its participants that the run is over, which it will have told the launcher before
    if (reason === FINISHED) return;
    const participants = this.#jobs.processes[process];
    const restarts = this.#restarts.get(process) ?? 0;
    const again = restarts < this.#jobs.restarts;
    for (const participant of participants) {
      const what = again ? "replaced" : "dropped";
      this.#listener.event({ type: "incident", what, participant, round: this.#round + 1, reason });
    }
    if (again) {
      this.#restarts.set(process, restarts + 1);
      this.#startClient(process, url);
    } else {
      this.#server.send({ type: "gone", participants });
    }
  }
}
