import { afterEach, expect, test } from "vitest";
import { Session, type SessionHandlers } from "../../client/session/session.js";
import { runSynchronous } from "../../server/schedules/synchronous.js";
import type { Join, Turn } from "../../shared/protocol/messages.js";
import { lossyProxy, type LossyProxy } from "../support/lossy-proxy.js";
import { credentials, gradientPush, parameters, startServer, type TestServer } from "../support/parameter-server.js";

let server: TestServer;
let proxy: LossyProxy | undefined;
let session: Session | undefined;

afterEach(async () => {
  session?.close();
  proxy?.close();
  await server.close();
});

function connect(url: string, handlers: Partial<SessionHandlers>, join = credentials(0)): Session {
  const silent = { turn: () => undefined, stop: () => undefined, lost: () => undefined };
  return new Session(url, join as unknown as Join, { ...silent, ...handlers });
}

test("an answer that is lost is asked for again, over a new connection, and the update counts once", async () => {
  server = await startServer({ participants: 1, rounds: 1 });
  proxy = await lossyProxy(server.url);
  const turn = await new Promise<Turn>((resolve) => {
    session = connect(proxy!.url, { turn: resolve });
    void server.federation.joins.everybody(5).then(() => runSynchronous(server.federation));
  });
  const before = server.federation.store.weights;
  await session!.pull({ round: turn.round, complete: true });
  const update = new Float32Array(parameters).fill(0.25);
  proxy.loseNextAnswer();
  const answer = await session!.push(gradientPush(turn, 0, update));
  expect(answer).toEqual({ ok: true, duplicate: true });
  expect(proxy.connections()).toBe(2);
  expect(server.federation.upBytes).toBe(4 * parameters);
  expect(server.federation.store.version).toBe(1);
  expect(server.federation.store.weights[0]).toBe(Math.fround(before[0] - 0.5 * 0.25));
});

test("a server that refuses ends the session with its reason", async () => {
  server = await startServer();
  const reason = await new Promise((resolve) => {
    session = connect(server.url, { lost: resolve }, { ...credentials(0), token: "0".repeat(64) });
  });
  expect(reason).toBe("refused by the server, bad-token: the token is not participant 0's of this run");
});

test("the end of the run reaches everybody with its reason", async () => {
  server = await startServer();
  const stopped = new Promise((resolve) => {
    session = connect(server.url, { stop: resolve });
  });
  await expect.poll(() => server.federation.hub.connected.has(0)).toBe(true);
  await server.federation.hub.close("every round is done");
  expect(await stopped).toBe("every round is done");
});

test("the second connection with a token replaces the first, which is told so", async () => {
  server = await startServer();
  const reason = new Promise((resolve) => {
    session = connect(server.url, { lost: resolve });
  });
  await expect.poll(() => server.federation.hub.connected.has(0)).toBe(true);
  const second = connect(server.url, {});
  expect(await reason).toBe("the server closed this connection");
  expect(server.federation.hub.connected.has(0)).toBe(true);
  second.close();
});
