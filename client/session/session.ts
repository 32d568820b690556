/** A participant's connection to the parameter server: joins, survives interruptions, asks and answers. @module */
import { io, type Socket } from "socket.io-client";
import { codec } from "../../shared/protocol/codec.js";
import {
  fetchAnswer,
  partAnswer,
  pullAnswer,
  pushAnswer,
  stop,
  turn,
  withdrawAnswer,
  type ClientToServer,
  type FetchAnswer,
  type FetchPart,
  type Join,
  type Part,
  type PartAnswer,
  type Pull,
  type PullAnswer,
  type Push,
  type PushAnswer,
  type Refusal,
  type ServerToClient,
  type Turn,
  type Withdraw,
  type WithdrawAnswer,
} from "../../shared/protocol/messages.js";

/** how long an answer may take before the question is put again, ms */
const ANSWER_MS = 20_000;
/** how often a question is put again */
const RETRIES = 3;
/** how often a lost connection is sought again before giving up */
const RECONNECTIONS = 8;

export interface SessionHandlers {
  turn(turn: Turn): void;
  /** the server says that the run is over */
  stop(reason: string): void;
  /** the session cannot go on */
  lost(reason: string): void;
}

export class Session {
  readonly #socket: Socket<ServerToClient, ClientToServer>;

  /** @param certificate the only one that a TLS server may present, PEM */
  constructor(url: string, join: Join, handlers: SessionHandlers, certificate?: string) {
    let failure = "";
    this.#socket = io(url, {
      parser: codec,
      transports: ["websocket"],
      auth: join,
      ...(certificate !== undefined && { ca: certificate }),
      forceNew: true,
      reconnectionAttempts: RECONNECTIONS,
      reconnectionDelay: 100,
      reconnectionDelayMax: 2000,
      // a question is kept and put again until it is answered, also over a new connection
      retries: RETRIES,
      ackTimeout: ANSWER_MS,
    });
    this.#socket.on("turn", (message) => {
      const parsed = turn.safeParse(message);
      if (parsed.success) handlers.turn(parsed.data);
      else handlers.lost("the server sent a turn that this protocol does not know");
    });
    this.#socket.on("stop", (message) => {
      const parsed = stop.safeParse(message);
      handlers.stop(parsed.success ? parsed.data.reason : "no reason given");
    });
    this.#socket.on("connect_error", (error: Error & { data?: Refusal; description?: { message?: string } }) => {
      failure = error.description?.message ?? error.message;
      if (error.data !== undefined) handlers.lost(`refused by the server, ${error.data.code}: ${error.data.reason}`);
    });
    this.#socket.on("disconnect", (reason) => {
      if (reason === "io server disconnect") handlers.lost("the server closed this connection");
    });
    this.#socket.io.on("reconnect_failed", () => {
      handlers.lost(`no connection to the server after ${RECONNECTIONS} attempts: ${failure}`);
    });
  }

  async pull(message: Pull): Promise<PullAnswer> {
    return pullAnswer.parse(await this.#socket.emitWithAck("pull", message));
  }

  async fetch(message: FetchPart): Promise<FetchAnswer> {
    return fetchAnswer.parse(await this.#socket.emitWithAck("fetch", message));
  }

  async part(message: Part): Promise<PartAnswer> {
    return partAnswer.parse(await this.#socket.emitWithAck("part", message));
  }

  /** Safe to repeat: the server counts an update once, by its round and sequence. */
  async push(message: Push): Promise<PushAnswer> {
    return pushAnswer.parse(await this.#socket.emitWithAck("push", message));
  }

  /** Safe to repeat. */
  async withdraw(message: Withdraw): Promise<WithdrawAnswer> {
    return withdrawAnswer.parse(await this.#socket.emitWithAck("withdraw", message));
  }

  close(): void {
    this.#socket.disconnect();
  }
}
