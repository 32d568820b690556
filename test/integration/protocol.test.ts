import { afterEach, describe, expect, test } from "vitest";
import WebSocket from "ws";
import { PROTOCOL_VERSION } from "../../shared/protocol/version.js";
import { connectionBytes } from "../../shared/protocol/limits.js";
import { weightsDigest } from "../../shared/protocol/digest.js";
import { sgdStep } from "../../shared/learning/sgd.js";
import { weightedMean } from "../../server/aggregators/mean/weighted-mean.js";
import { runSynchronous } from "../../server/schedules/synchronous.js";
import {
  credentials,
  dense,
  gradientPush,
  next,
  parameters,
  pullFor,
  refusedWith,
  startServer,
  type TestServer,
  type TestSocket,
} from "../support/parameter-server.js";

let server: TestServer;
afterEach(() => server.close());

/** A value pattern that differs from participant to participant and cannot be averaged into itself. */
function pattern(participant: number, round: number): Float32Array {
  return Float32Array.from({ length: parameters }, (_, i) => Math.sin(i + 17 * participant + 101 * round) / 3);
}

async function join(participant: number): Promise<TestSocket> {
  const socket = server.connect(credentials(participant));
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("connect_error", reject);
  });
  return socket;
}

describe("joining", () => {
  const wrong: readonly (readonly [code: string, change: Record<string, unknown>])[] = [
    ["wrong-protocol", { protocol: PROTOCOL_VERSION + 1 }],
    ["wrong-protocol", { protocol: undefined }],
    ["unknown-participant", { participant: 2 }],
    ["bad-token", { participant: 1 }],
    ["bad-token", { token: "0".repeat(64) }],
    ["wrong-layout", { layout: "0".repeat(64) }],
    ["malformed", { token: "short" }],
    ["malformed", { participant: -1 }],
    ["malformed", { extra: 1 }],
  ];
  test.each(wrong)("%s for %j", async (code, change) => {
    server = await startServer();
    const refusal = await refusedWith(server.connect({ ...credentials(0), ...change }));
    expect(refusal.code).toBe(code);
    expect(refusal.reason.length).toBeGreaterThan(10);
  });

  test("nobody comes: the run fails and says who is missing", async () => {
    server = await startServer();
    await join(1);
    await expect(server.federation.joins.everybody(0.2)).rejects.toThrow(
      "1 of 2 participants did not join within 0.2 s (0)",
    );
  });
});

describe("a round", () => {
  async function open(overrides = {}) {
    server = await startServer({ rounds: 1, ...overrides });
    const sockets = [await join(0), await join(1)];
    const turns = Promise.all(sockets.map((socket) => next(socket, "turn")));
    const run = runSynchronous(server.federation);
    run.catch(() => undefined);
    const [turn] = await turns;
    const [{ version, weights }] = await Promise.all(sockets.map((socket) => pullFor(socket, turn)));
    const push = (participant: number, values = pattern(participant, 1)) => gradientPush(turn, version, values);
    return { sockets, turn, run, weights, push };
  }

  test("answers follow validation, resends count once, and the rest is averaged", async () => {
    const { sockets, run, weights, push } = await open();
    const before = server.federation.store.weights;
    expect(weights).toEqual(before);

    expect(await sockets[0].emitWithAck("push", push(0))).toEqual({ ok: true, duplicate: false });
    expect(await sockets[0].emitWithAck("push", push(0))).toEqual({ ok: true, duplicate: true });
    expect(await sockets[1].emitWithAck("push", push(1))).toEqual({ ok: true, duplicate: false });
    await run;
    const expected = sgdStep(before, weightedMean([pattern(0, 1), pattern(1, 1)]), 0.5);
    expect(weightsDigest(server.federation.store.weights)).toBe(weightsDigest(expected));
    expect(server.federation.upBytes).toBe(2 * 4 * parameters);
  });

  const refused: readonly (readonly [code: string, change: Record<string, unknown>])[] = [
    ["malformed", { kind: "delta" }],
    ["malformed", { kind: "average" }],
    ["malformed", { round: 0 }],
    ["malformed", { update: "text" }],
    ["malformed", { update: { form: "dense", values: [1, 2, 3] } }],
    ["malformed", { update: { form: "parts", totalBytes: 100 } }],
    ["malformed", { examples: 5 }],
    ["malformed", { surprise: true }],
    ["not-your-turn", { round: 2 }],
    ["stale-version", { baseVersion: 9 }],
  ];
  test.each(refused)("%s for %j, and the turn stays open", async (code, change) => {
    const { sockets, run, push } = await open();
    const good = push(0);
    const answer = await sockets[0].emitWithAck("push", { ...good, ...change } as never);
    expect(answer).toMatchObject({ ok: false, code });
    expect(server.events).toContainEqual(
      expect.objectContaining({ type: "incident", what: "refused", participant: 0 }),
    );
    expect(await sockets[0].emitWithAck("push", good)).toMatchObject({ ok: true });
    await sockets[1].emitWithAck("push", push(1));
    await run;
  });

  test("a participant must pull before it pushes", async () => {
    server = await startServer({ rounds: 1, participants: 1 });
    const socket = await join(0);
    const announced = next(socket, "turn");
    const run = runSynchronous(server.federation);
    const turn = await announced;
    const refusal = await socket.emitWithAck("push", gradientPush(turn, 0, pattern(0, 1)));
    expect(refusal).toMatchObject({ ok: false, code: "stale-version" });
    const { version } = await pullFor(socket, turn);
    expect(await socket.emitWithAck("push", gradientPush(turn, version, pattern(0, 1)))).toMatchObject({ ok: true });
    await run;
  });

  const sparse = (indices: number[]) => ({
    form: "delta-varint" as const,
    indices: Uint8Array.from(indices),
    values: dense(new Float32Array(indices.length)).values,
  });

  test.each([
    ["wrong-length", dense(new Float32Array(parameters - 1))],
    ["wrong-length", dense(new Float32Array(0))],
    ["not-finite", dense(pattern(0, 1).fill(NaN, 5, 6))],
    ["not-finite", dense(pattern(0, 1).fill(-Infinity, parameters - 1))],
    ["malformed", sparse([0, 0x80])],
    ["wrong-length", { ...sparse([]), form: "bitmap" as const, indices: new Uint8Array(3) }],
  ])("%s ends the turn; the run fails with the reason, or goes on where that is allowed", async (code, update) => {
    const { sockets, run, push } = await open();
    expect(await sockets[0].emitWithAck("push", { ...push(0), update })).toMatchObject({ ok: false, code });
    await sockets[1].emitWithAck("push", push(1));
    await expect(run).rejects.toThrow(`round 1 ended with 1 updates of the 2 it needs; participant 0 refused: ${code}`);
    await server.close();

    const tolerant = await open({ minUpdates: 1 });
    await tolerant.sockets[0].emitWithAck("push", { ...tolerant.push(0), update });
    await tolerant.sockets[1].emitWithAck("push", tolerant.push(1));
    await tolerant.run;
    expect(server.events).toContainEqual(expect.objectContaining({ type: "round", accepted: 1 }));
  });

  test("whoever stays silent is late after roundSeconds", async () => {
    const { sockets, run, push } = await open({ roundSeconds: 0.3 });
    await sockets[1].emitWithAck("push", push(1));
    await expect(run).rejects.toThrow("participant 0 late: no update within 0.3 s");
  });

  test("a participant that comes back during its turn is given it again", async () => {
    const { sockets, turn, run, push } = await open();
    sockets[0].disconnect();
    const again = server.connect(credentials(0));
    expect(await next(again, "turn")).toEqual(turn);
    await again.emitWithAck("push", push(0));
    await sockets[1].emitWithAck("push", push(1));
    await run;
    expect(server.events).toContainEqual(expect.objectContaining({ type: "incident", what: "left", participant: 0 }));
  });

  test("a pull of any other round, or of no turn, is refused", async () => {
    const { sockets, turn, push } = await open({ roundSeconds: 0.2, minUpdates: 1 });
    const pull = (message: unknown) => sockets[0].emitWithAck("pull", message as never);
    expect(await pull({ round: turn.round + 1, complete: true })).toMatchObject({ ok: false, code: "not-your-turn" });
    expect(await pull({ round: "x", complete: true })).toMatchObject({ code: "malformed" });
    expect(await pull({ round: turn.round })).toMatchObject({ code: "malformed" });
    expect(await sockets[0].emitWithAck("fetch", { round: turn.round, number: 0 })).toMatchObject({
      code: "malformed",
    });
    await sockets[0].emitWithAck("push", push(0));
    expect(await pull({ round: turn.round, complete: true })).toMatchObject({ ok: false, code: "not-your-turn" });
  });

  test("the weights do not depend on the order in which updates arrive", async () => {
    const digests = [];
    for (const order of [
      [0, 1, 2, 3],
      [3, 1, 2, 0],
      [2, 3, 0, 1],
    ]) {
      server = await startServer({ participants: 4, rounds: 2 });
      const sockets = await Promise.all([0, 1, 2, 3].map(join));
      let announced = Promise.all(sockets.map((socket) => next(socket, "turn")));
      const run = runSynchronous(server.federation);
      for (let round = 1; round <= 2; round++) {
        const [turn] = await announced;
        announced = Promise.all(sockets.map((socket) => next(socket, "turn")));
        announced.catch(() => undefined);
        for (const participant of order) {
          const { version } = await pullFor(sockets[participant], turn);
          await sockets[participant].emitWithAck("push", gradientPush(turn, version, pattern(participant, round)));
        }
      }
      await run;
      digests.push(weightsDigest(server.federation.store.weights));
      await server.close();
    }
    expect(new Set(digests).size).toBe(1);
  });
});

describe("what is not the protocol", () => {
  const closed = (socket: TestSocket) => new Promise<string>((resolve) => socket.once("disconnect", resolve));

  test("a message over the limit closes the connection, one under it does not", async () => {
    server = await startServer({ messageBytes: 100_000 });
    const socket = await join(0);
    const room = connectionBytes(100_000);
    const padded = (bytes: number) => ({ round: 1, number: 0, totalBytes: bytes, bytes: new Uint8Array(bytes) });
    expect(await socket.emitWithAck("part", padded(room - 200))).toMatchObject({ ok: false });
    const gone = closed(socket);
    socket.emit("part", padded(room + 1), () => undefined);
    await gone;
    expect(server.federation.hub.connected.has(0)).toBe(false);
  });

  test.each([
    ["garbage", Buffer.from([0xc1, 0xff, 0x00])],
    ["a string", "42[]"],
    [
      "an unknown packet type",
      Buffer.from([0x82, 0xa4, 0x74, 0x79, 0x70, 0x65, 0x09, 0xa3, 0x6e, 0x73, 0x70, 0xa1, 0x2f]),
    ],
    ["an empty message", Buffer.alloc(0)],
  ])("%s closes the connection and the server lives on", async (_what, bytes) => {
    server = await startServer();
    const raw = new WebSocket(`${server.url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`);
    await new Promise((resolve) => raw.once("message", resolve));
    raw.send(bytes);
    await new Promise((resolve) => raw.once("close", resolve));
    await join(0);
  });
});
