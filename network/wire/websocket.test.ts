import { once } from "node:events";
import { connect, createServer, type AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { RngStream } from "../../shared/random/rng-stream.js";
import { ByteFeed } from "./byte-feed.js";
import { readWebsocket, type WebsocketMessage } from "./websocket.js";

const cleanups: (() => void)[] = [];
afterEach(() => cleanups.splice(0).forEach((clean) => clean()));

/** What `ws` puts on the wire in both directions, in the chunks in which it comes. */
async function wireOf(talk: (client: WebSocket, server: WebSocket) => Promise<void>) {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await once(server, "listening");
  const wire = { up: [] as Buffer[], down: [] as Buffer[] };
  const tap = createServer((near) => {
    const far = connect((server.address() as AddressInfo).port, "127.0.0.1");
    near.on("data", (bytes) => wire.up.push(bytes)).pipe(far);
    far.on("data", (bytes) => wire.down.push(bytes)).pipe(near);
  }).listen(0, "127.0.0.1");
  await once(tap, "listening");
  cleanups.push(() => [server, tap].forEach((each) => each.close()));
  const client = new WebSocket(`ws://127.0.0.1:${(tap.address() as AddressInfo).port}`);
  const [[peer]] = await Promise.all([once(server, "connection"), once(client, "open")]);
  await talk(client, peer as WebSocket);
  client.close();
  await once(client, "close");
  return wire;
}

function messagesIn(chunks: readonly Uint8Array[], maxBytes = 2 ** 24): WebsocketMessage[] {
  const messages: WebsocketMessage[] = [];
  const feed = new ByteFeed(readWebsocket(maxBytes, (message) => messages.push(message)));
  for (const chunk of chunks) feed.add(chunk);
  return messages;
}

const asHex = ({ kind, bytes }: WebsocketMessage) => [kind, Buffer.from(bytes).toString("hex")];

const rng = RngStream.fromSeed(5);
const randomBytes = (count: number) =>
  Buffer.from(Array.from({ length: count }, () => Math.floor(256 * rng.uniform())));

/** Sends and waits until it has arrived. */
async function send(from: WebSocket, to: WebSocket, data: string | Buffer, fragment?: { fin: boolean }): Promise<void> {
  const arrived = fragment?.fin === false ? Promise.resolve() : once(to, "message");
  from.send(data, { ...fragment });
  await arrived;
}

test.each(["up", "down"] as const)(
  "reads %s what ws sends: every length, fragments, pings between them",
  async (way) => {
    const whole = [0, 1, 125, 126, 65_535, 65_536, 3_000_000].map(randomBytes);
    const [a, b, c] = [3, 70_000, 200].map(randomBytes);
    const wire = await wireOf(async (client, server) => {
      const [from, to] = way === "up" ? [client, server] : [server, client];
      await send(from, to, "grüße");
      for (const bytes of whole) await send(from, to, bytes);
      await send(from, to, a, { fin: false });
      from.ping("still here");
      await send(from, to, b, { fin: false });
      await send(from, to, c, { fin: true });
      await send(from, to, "last");
    });
    const expected = [
      ["text", Buffer.from("grüße").toString("hex")],
      ...[...whole, Buffer.concat([a, b, c])].map((bytes) => ["binary", bytes.toString("hex")]),
      ["text", Buffer.from("last").toString("hex")],
    ];
    expect(messagesIn(wire[way]).map(asHex)).toEqual(expected);
  },
);

test("the cuts between chunks do not matter, and the bytes passed on are left alone", async () => {
  const sent = [1, 130, 70_000].map(randomBytes);
  const wire = await wireOf(async (client, server) => {
    for (const bytes of sent) await send(client, server, bytes);
  });
  const stream = Buffer.concat(wire.up);
  const before = Buffer.from(stream);
  const oneByOne = Array.from(stream, (_, i) => stream.subarray(i, i + 1));
  expect(messagesIn(oneByOne).map(asHex)).toEqual(sent.map((bytes) => ["binary", bytes.toString("hex")]));
  expect(messagesIn([stream])).toEqual(messagesIn(oneByOne));
  expect(stream.equals(before)).toBe(true);
});

const opened = Buffer.from("HTTP/1.1 101 Switching Protocols\r\n\r\n");

test.each([
  ["a refused request", [Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n")], /no websocket was opened: HTTP\/1.1 400/],
  ["a compressed frame", [opened, Buffer.from([0xc2, 0x01, 0x00])], /extension/],
  ["a frame that is too long", [opened, Buffer.from([0x82, 127, 0, 0, 0, 1, 0, 0, 0, 0])], /more than 1000 bytes/],
  [
    "fragments that are too long",
    [opened, Buffer.from([0x02, 126, 2, 88]), Buffer.alloc(600), Buffer.from([0x80, 126, 2, 88])],
    /more than 1000/,
  ],
])("gives up on %s", (_, chunks, message) => {
  expect(() => messagesIn(chunks, 1000)).toThrow(message);
});
