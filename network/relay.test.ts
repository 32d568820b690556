import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { RngStream } from "../shared/random/rng-stream.js";
import { Relay, type Direction } from "./relay.js";

const cleanups: (() => void)[] = [];
afterEach(() => cleanups.splice(0).forEach((clean) => clean()));

const rng = RngStream.fromSeed(6);
const randomBytes = (count: number) =>
  Buffer.from(Array.from({ length: count }, () => Math.floor(256 * rng.uniform())));

/** All that comes until the other side ends; the socket stays open for what goes back. */
async function received(socket: Socket): Promise<Buffer> {
  const chunks: Buffer[] = [];
  socket.on("data", (chunk: Buffer) => chunks.push(chunk));
  await once(socket, "end");
  return Buffer.concat(chunks);
}

/** A relay in front of a server that does `serve`; what passed, by connection and direction. */
async function relayTo(serve: (socket: Socket) => void) {
  const server: Server = createServer({ allowHalfOpen: true }, serve).listen(0, "127.0.0.1");
  await once(server, "listening");
  const passed: Record<Direction, Buffer[]>[] = [];
  const relay = new Relay((server.address() as AddressInfo).port, () => {
    const connection: Record<Direction, Buffer[]> = { up: [], down: [] };
    passed.push(connection);
    return (direction, bytes) => connection[direction].push(Buffer.from(bytes));
  });
  cleanups.push(() => {
    relay.close();
    server.close();
  });
  const port = await relay.listen();
  return { relay, passed, dial: () => connect({ port, host: "127.0.0.1", allowHalfOpen: true }) };
}

test("passes everything on unchanged in both directions, and shows it", async () => {
  const [question, answer] = [randomBytes(2_000_000), randomBytes(3_000_000)];
  let arrived: Buffer | undefined;
  // answers once the question has ended: one direction is closed while the other is still open
  const { relay, passed, dial } = await relayTo((socket) => {
    void received(socket).then((bytes) => {
      arrived = bytes;
      socket.end(answer);
    });
  });
  const client = dial();
  client.end(question);
  expect((await received(client)).equals(answer)).toBe(true);
  expect(arrived?.equals(question)).toBe(true);
  expect(Buffer.concat(passed[0].up).equals(question)).toBe(true);
  expect(Buffer.concat(passed[0].down).equals(answer)).toBe(true);
  await relay.idle(5);
});

test("keeps connections apart", async () => {
  const { passed, dial } = await relayTo((socket) => socket.pipe(socket));
  const clients = [dial(), dial()];
  await Promise.all(clients.map((client) => once(client, "connect")));
  for (const [i, client] of clients.entries()) {
    client.end(`I am ${i}`);
    await received(client);
  }
  expect(passed.map(({ up }) => Buffer.concat(up).toString()).sort()).toEqual(["I am 0", "I am 1"]);
});

test("a side that reads slowly holds up the other side, not the relay's memory", async () => {
  let sent = 0;
  const { dial } = await relayTo((socket) => {
    socket.on("error", () => undefined);
    const chunk = randomBytes(65_536);
    const fill = (): void => {
      while (sent < 2 ** 28 && socket.write(chunk)) sent += chunk.length;
    };
    socket.on("drain", fill);
    fill();
  });
  const client = dial();
  await once(client, "readable");
  await new Promise((resolve) => setTimeout(resolve, 500));
  client.destroy();
  // what the sockets' buffers of three processes' worth of connections take, far from all of it
  expect(sent).toBeLessThan(2 ** 26);
});

test("a connection that breaks on one side ends on the other", async () => {
  const { relay, dial } = await relayTo((socket) => void setTimeout(() => socket.resetAndDestroy(), 20));
  const client = dial();
  client.resume();
  await expect(once(client, "close")).rejects.toThrow("ECONNRESET");
  await relay.idle(5);
});

test("waits for its connections no longer than it was told", async () => {
  const { relay, dial } = await relayTo((socket) => socket.write("hello"));
  await once(dial(), "data");
  const started = performance.now();
  await relay.idle(0.05);
  expect(performance.now() - started).toBeLessThan(1000);
});
