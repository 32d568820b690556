import { afterEach, expect, test } from "vitest";
import { Session, type SessionHandlers } from "../../client/session/session.js";
import { selfSigned } from "../../lab/launch/certificate.js";
import { runSynchronous } from "../../server/schedules/synchronous.js";
import type { Join, Turn } from "../../shared/protocol/messages.js";
import { credentials, gradientPush, parameters, startServer, type TestServer } from "../support/parameter-server.js";

let server: TestServer;
let session: Session | undefined;

afterEach(async () => {
  session?.close();
  await server.close();
});

function connect(handlers: Partial<SessionHandlers>, certificate?: string): Session {
  const silent = { turn: () => undefined, stop: () => undefined, lost: () => undefined };
  return new Session(server.url, credentials(0) as unknown as Join, { ...silent, ...handlers }, certificate);
}

test("a turn is taken over TLS", async () => {
  const tls = selfSigned();
  server = await startServer({ participants: 1, rounds: 1, tls });
  expect(server.url).toMatch(/^https:/);
  const turn = await new Promise<Turn>((resolve) => {
    session = connect({ turn: resolve }, tls.certificate);
    void server.federation.joins.everybody(5).then(() => runSynchronous(server.federation));
  });
  await session!.pull({ round: turn.round, complete: true });
  expect(await session!.push(gradientPush(turn, 0, new Float32Array(parameters)))).toEqual({
    ok: true,
    duplicate: false,
  });
});

test("a participant that trusts another run's certificate, or those that everybody trusts, does not join", async () => {
  server = await startServer({ participants: 1, tls: selfSigned() });
  const sessions: Session[] = [];
  const reasons = [selfSigned().certificate, undefined].map(
    (trusted) => new Promise<string>((resolve) => sessions.push(connect({ lost: resolve }, trusted))),
  );
  const refused = "no connection to the server after 8 attempts: self-signed certificate";
  expect(await Promise.all(reasons)).toEqual([refused, refused]);
  expect(server.federation.hub.connected.size).toBe(0);
  for (const each of sessions) each.close();
});
