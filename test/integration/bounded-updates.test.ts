/** The clip norm that a server announces, and what an update must say about it, over real sockets. */
import { afterEach, expect, test } from "vitest";
import { runSynchronous } from "../../server/schedules/synchronous.js";
import { credentials, dense, next, parameters, startServer } from "../support/parameter-server.js";
import type { TestServer, TestSocket } from "../support/parameter-server.js";

let server: TestServer;
afterEach(() => server.close());

const adaptive = {
  kind: "dp-fedavg",
  params: { clipNorm: 0.5, noiseMultiplier: 0, adaptive: { indicatorNoise: 0.001 } },
};

/** Two participants, whose turns of round 1 have come. */
async function begin(aggregator: Parameters<typeof startServer>[0]): Promise<readonly TestSocket[]> {
  server = await startServer({ update: "delta", rounds: 2, ...aggregator });
  const sockets = [0, 1].map((participant) => server.connect(credentials(participant)));
  await server.federation.joins.everybody(5);
  return sockets;
}

const push = (round: number, baseVersion: number, value: number) => ({
  round,
  sequence: round,
  baseVersion,
  kind: "delta" as const,
  update: dense(new Float32Array(parameters).fill(value)),
});

test("everybody is told the same norm in a round, and another in the next; an update must say if it was within", async () => {
  const sockets = await begin({ aggregator: adaptive });
  const first = sockets.map((socket) => next(socket, "turn"));
  const run = runSynchronous(server.federation);
  await Promise.all(first);
  const pulled = await Promise.all(sockets.map((socket) => socket.emitWithAck("pull", { round: 1, complete: true })));
  expect(pulled).toMatchObject([{ clipNorm: 0.5 }, { clipNorm: 0.5 }]);

  const silent = await sockets[0].emitWithAck("push", push(1, 0, 0));
  expect(silent).toMatchObject({ ok: false, code: "malformed", reason: expect.stringContaining("must say whether") });

  const second = sockets.map((socket) => next(socket, "turn"));
  for (const socket of sockets) {
    expect(await socket.emitWithAck("push", { ...push(1, 0, 0), withinClip: 0.5 })).toMatchObject({ ok: true });
  }
  await Promise.all(second);
  const again = await sockets[0].emitWithAck("pull", { round: 2, complete: true });
  // both were within, and one of two should be: C exp(-0.2 (1 - 0.5))
  expect(again).toMatchObject({ clipNorm: expect.closeTo(0.5 * Math.exp(-0.1), 3) as unknown });
  await sockets[1].emitWithAck("pull", { round: 2, complete: true });
  for (const socket of sockets) await socket.emitWithAck("push", { ...push(2, 1, 0), withinClip: -0.5 });
  await run;
  expect(server.events.filter(({ type }) => type === "aggregate")).toHaveLength(2);
});

test("where nobody asks, nothing is announced, and nothing may be said", async () => {
  const sockets = await begin({ rounds: 1 });
  const turns = sockets.map((socket) => next(socket, "turn"));
  const run = runSynchronous(server.federation);
  await Promise.all(turns);
  for (const socket of sockets) {
    expect(await socket.emitWithAck("pull", { round: 1, complete: true })).not.toHaveProperty("clipNorm");
  }
  const talkative = await sockets[0].emitWithAck("push", { ...push(1, 0, 0), withinClip: 0.5 });
  expect(talkative).toMatchObject({ ok: false, code: "malformed", reason: expect.stringContaining("must not say") });
  for (const socket of sockets) expect(await socket.emitWithAck("push", push(1, 0, 0.1))).toMatchObject({ ok: true });
  await run;
  expect(server.events.filter(({ type }) => type === "aggregate")).toHaveLength(0);
});
