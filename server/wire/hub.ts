/** The sockets of the participants: one each, the newest wins. @module */
import { createServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { Server, type Socket } from "socket.io";
import { codec } from "../../shared/protocol/codec.js";
import { connectionBytes } from "../../shared/protocol/limits.js";
import {
  fetchPart,
  pull,
  refuse,
  withdraw,
  type ClientToServer,
  type FetchAnswer,
  type FetchPart,
  type PartAnswer,
  type Pull,
  type PullAnswer,
  type PushAnswer,
  type ServerToClient,
  type Turn,
  type Withdraw,
  type WithdrawAnswer,
} from "../../shared/protocol/messages.js";
import { admit, type AdmissionFacts } from "./admission.js";

export interface HubHandlers {
  joined(participant: number): void;
  left(participant: number, reason: string): void;
  pull(participant: number, message: Pull): PullAnswer;
  fetch(participant: number, message: FetchPart): FetchAnswer;
  part(participant: number, message: unknown): PartAnswer;
  push(participant: number, message: unknown): PushAnswer;
  withdraw(participant: number, message: Withdraw): WithdrawAnswer;
}

export interface HubFacts {
  /** the longest payload of a message */
  readonly messageBytes: number;
  /** key and certificate, PEM; connections are plain where absent */
  readonly tls?: { readonly key: string; readonly certificate: string };
}

interface SocketData {
  participant: number;
}

type ParticipantSocket = Socket<ClientToServer, ServerToClient, Record<never, never>, SocketData>;

export class Hub {
  readonly #http: ReturnType<typeof createServer>;
  readonly #scheme: "http" | "https";
  readonly #io: Server<ClientToServer, ServerToClient, Record<never, never>, SocketData>;
  readonly #sockets = new Map<number, ParticipantSocket>();
  readonly #handlers: HubHandlers;

  constructor(admission: AdmissionFacts, { messageBytes, tls }: HubFacts, handlers: HubHandlers) {
    this.#handlers = handlers;
    this.#scheme = tls === undefined ? "http" : "https";
    this.#http = tls === undefined ? createServer() : createTlsServer({ key: tls.key, cert: tls.certificate });
    this.#io = new Server(this.#http, {
      parser: codec,
      transports: ["websocket"],
      serveClient: false,
      maxHttpBufferSize: connectionBytes(messageBytes),
      // long computations in a client hold its heartbeat back
      pingTimeout: 60_000,
    });
    this.#io.use((socket, next) => {
      const verdict = admit(socket.handshake.auth, admission);
      if (typeof verdict === "number") {
        socket.data.participant = verdict;
        next();
      } else {
        next(Object.assign(new Error(verdict.reason), { data: verdict }));
      }
    });
    this.#io.on("connection", (socket) => this.#admitted(socket));
  }

  /** Listens on a free port of the loopback interface. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.#http.once("error", reject);
      this.#http.listen(0, "127.0.0.1", resolve);
    });
    return `${this.#scheme}://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  /** a live view */
  get connected(): { readonly size: number; has(participant: number): boolean } {
    return this.#sockets;
  }

  /** Tells a participant of its turn; one that is not connected is told when it is. */
  announce(participant: number, turn: Turn): void {
    this.#sockets.get(participant)?.emit("turn", turn);
  }

  /** Tells everybody that the run is over and closes every connection. */
  async close(reason: string): Promise<void> {
    this.#io.emit("stop", { reason });
    await new Promise<void>((resolve) => setTimeout(resolve, 50));
    await this.#io.close();
  }

  #admitted(socket: ParticipantSocket): void {
    const { participant } = socket.data;
    const previous = this.#sockets.get(participant);
    this.#sockets.set(participant, socket);
    previous?.disconnect(true);

    socket.on("pull", (message, answer) => {
      const parsed = pull.safeParse(message);
      if (typeof answer !== "function") return;
      if (parsed.success) answer(this.#handlers.pull(participant, parsed.data));
      else answer(refuse("malformed", "pull must hold round and complete only"));
    });
    socket.on("fetch", (message, answer) => {
      const parsed = fetchPart.safeParse(message);
      if (typeof answer !== "function") return;
      if (parsed.success) answer(this.#handlers.fetch(participant, parsed.data));
      else answer(refuse("malformed", "fetch must hold round and number only"));
    });
    socket.on("part", (message, answer) => {
      if (typeof answer === "function") answer(this.#handlers.part(participant, message));
    });
    socket.on("push", (message, answer) => {
      if (typeof answer === "function") answer(this.#handlers.push(participant, message));
    });
    socket.on("withdraw", (message, answer) => {
      const parsed = withdraw.safeParse(message);
      if (typeof answer !== "function") return;
      if (parsed.success) answer(this.#handlers.withdraw(participant, parsed.data));
      else answer(refuse("malformed", "withdraw must hold round and reason only"));
    });
    socket.on("disconnect", (reason) => {
      if (this.#sockets.get(participant) !== socket) return;
      this.#sockets.delete(participant);
      this.#handlers.left(participant, reason);
    });
    this.#handlers.joined(participant);
  }
}
