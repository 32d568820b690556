/** Sends messages over raw websockets and waits for them to come back. @module */
import { once } from "node:events";
import { WebSocket } from "ws";
import { answer } from "../support/answer.js";

export interface EchoRequest {
  readonly url: string;
  readonly connections: number;
  readonly bytes: number;
  /** messages on every connection, on all of them together */
  readonly count: number;
}

const sockets: WebSocket[] = [];

/** @returns seconds that all of them took */
answer(async ({ url, connections, bytes, count }: EchoRequest): Promise<number> => {
  while (sockets.length < connections) {
    const socket = new WebSocket(url, { perMessageDeflate: false });
    await once(socket, "open");
    sockets.push(socket);
  }
  const payload = new Uint8Array(bytes);
  const started = performance.now();
  for (let message = 0; message < count; message++) {
    await Promise.all(
      sockets.map((socket) => {
        socket.send(payload);
        return once(socket, "message");
      }),
    );
  }
  return (performance.now() - started) / 1000;
});
