/** Raw websockets that give back every message: what the wire itself allows. @module */
import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";
import { answer } from "../support/answer.js";

const server = new WebSocketServer({ host: "127.0.0.1", port: 0, perMessageDeflate: false });
const listening = new Promise<void>((resolve) => server.once("listening", resolve));
server.on("connection", (socket) => socket.on("message", (data) => socket.send(data)));

answer<object, string>(async () => {
  await listening;
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
