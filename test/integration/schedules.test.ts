import { afterEach, describe, expect, test } from "vitest";
import { weightedMean } from "../../server/aggregators/mean/weighted-mean.js";
import { scheduleOf } from "../../server/schedules/index.js";
import { sgdStep } from "../../shared/learning/sgd.js";
import type { OrderEntry, ServerJob } from "../../shared/process/messages.js";
import { weightsDigest } from "../../shared/protocol/digest.js";
import type { Turn } from "../../shared/protocol/messages.js";
import { decodeVector } from "../../shared/protocol/vector/decode.js";
import { encodeDense, encodeSparse } from "../../shared/protocol/vector/encode.js";
import { packVector, unpackVector } from "../../shared/protocol/vector/pack.js";
import { splitBytes } from "../../shared/protocol/vector/parts.js";
import { wireVector, type WireVector } from "../../shared/protocol/vector/wire-vector.js";
import {
  credentials,
  parameters,
  pullFor,
  startServer,
  type TestServer,
  type TestSocket,
} from "../support/parameter-server.js";

let server: TestServer;
afterEach(() => server.close());

type Answer = (socket: TestSocket, turn: Turn, participant: number) => Promise<void>;

/** Starts a server and as many participants, each of which answers its turns as `answer` does. */
async function federate(job: Partial<ServerJob>, answer: Answer): Promise<void> {
  server = await startServer(job);
  const seats = Array.from({ length: job.participants ?? 2 }, (_, participant) => participant);
  const failures: unknown[] = [];
  for (const participant of seats) {
    const socket = server.connect(credentials(participant));
    socket.on("turn", (turn) => void answer(socket, turn, participant).catch((error) => failures.push(error)));
  }
  await server.federation.joins.everybody(5);
  await scheduleOf(server.federation.job)(server.federation);
  expect(failures).toEqual([]);
}

function delta(participant: number, round: number): Float32Array {
  return Float32Array.from({ length: parameters }, (_, i) => Math.sin(i + 17 * participant + 101 * round) / 100);
}

async function pushDelta(
  socket: TestSocket,
  { round }: Turn,
  baseVersion: number,
  update: WireVector,
  examples?: number,
) {
  const message = { round, sequence: round, baseVersion, kind: "delta" as const, update };
  const answer = await socket.emitWithAck("push", examples === undefined ? message : { ...message, examples });
  if (!answer.ok) throw new Error(answer.reason);
}

const wait = (ms: number) => new Promise((resume) => setTimeout(resume, ms));

describe("one after another", () => {
  test.each(["round-robin", "random-order"] as const)(
    "%s: each starts from what the one before left",
    async (schedule) => {
      const order: number[] = [];
      await federate({ schedule, update: "delta", participants: 4, rounds: 6 }, async (socket, turn, participant) => {
        const { version, weights } = await pullFor(socket, turn);
        expect(version).toBe(order.length);
        expect(weights).toEqual(server.federation.store.weights);
        order.push(participant);
        await pushDelta(socket, turn, version, encodeDense(delta(participant, turn.round)));
      });
      const rounds = Array.from({ length: 6 }, (_, r) => order.slice(4 * r, 4 * r + 4));
      for (const round of rounds) expect([...round].sort()).toEqual([0, 1, 2, 3]);
      expect(new Set(rounds.map(String)).size === 1).toBe(schedule === "round-robin");
      expect(server.observations.map(({ participant }) => participant)).toEqual(order);
    },
  );
});

describe("synchronous", () => {
  test("a cohort a round, the same for the same key; deltas are averaged by what participants hold", async () => {
    const cohorts: number[][] = [[], [], []];
    const held = [10, 20, 30, 40, 50];
    await federate(
      { update: "delta", participants: 5, rounds: 3, cohort: { size: 2, sampling: "fixed" }, weighting: "examples" },
      async (socket, turn, participant) => {
        const { version } = await pullFor(socket, turn);
        cohorts[turn.round - 1].push(participant);
        await pushDelta(socket, turn, version, encodeDense(delta(participant, turn.round)), held[participant]);
      },
    );
    for (const cohort of cohorts) expect(cohort).toHaveLength(2);
    expect(new Set(cohorts.map((cohort) => String([...cohort].sort()))).size).toBeGreaterThan(1);
    const observed = server.observations.slice(-2);
    const [a, b] = observed.map(({ participant }) => held[participant]);
    const expected = observed[0].weights.map(
      (w, i) => w + Math.fround((a * observed[0].update[i] + b * observed[1].update[i]) / (a + b)),
    );
    expect(server.federation.store.weights).toEqual(expected);
  });

  test("a sum is all that its seat sees of a round: the mean, whose it is, and what anybody uploaded", async () => {
    const uploaded = [Int32Array.of(0, 3), Int32Array.of(9), Int32Array.of(3, 5)];
    const job = { update: "delta", participants: 3, rounds: 2, sees: "sum", uploadFraction: 0.5 } as const;
    await federate(job, async (socket, turn, participant) => {
      const { version } = await pullFor(socket, turn);
      const update = delta(participant, turn.round);
      const partly = turn.round === 1 ? encodeSparse(update, uploaded[participant]) : encodeDense(update);
      await pushDelta(socket, turn, version, partly);
    });
    const [first, second] = server.observations;
    expect(server.observations).toHaveLength(2);
    expect(first).toMatchObject({ round: 1, participant: 0, members: [0, 1, 2], indices: Int32Array.of(0, 3, 5, 9) });
    const d = [0, 1, 2].map((participant) => delta(participant, 1));
    const third = (sum: number) => Math.fround(sum / 3);
    const expected = [third(d[0][0]), 0, 0, third(d[0][3] + d[2][3]), 0, third(d[2][5]), 0, 0, 0, third(d[1][9]), 0];
    expect([...first.update.subarray(0, 11)]).toEqual(expected);
    expect(second).toMatchObject({ round: 2, participant: 0, members: [0, 1, 2] });
    expect(second.indices).toBeUndefined();
    // what is applied is exactly what is seen
    expect(second.weights).toEqual(first.weights.map((w, i) => w + first.update[i]));
    expect(server.federation.store.weights).toEqual(second.weights.map((w, i) => w + second.update[i]));
  });

  test("a sum holds those whose updates were accepted", async () => {
    const job = { update: "delta", participants: 3, rounds: 1, sees: "sum", minUpdates: 2 } as const;
    await federate(job, async (socket, turn, participant) => {
      const { version } = await pullFor(socket, turn);
      const update = delta(participant, turn.round);
      if (participant === 0) update[7] = NaN;
      await pushDelta(socket, turn, version, encodeDense(update)).catch(() => undefined);
    });
    expect(server.observations).toHaveLength(1);
    expect(server.observations[0]).toMatchObject({ participant: 1, members: [1, 2] });
  });

  test("a poisson cohort may be empty, and the weights stay as they are", async () => {
    await federate(
      { participants: 2, rounds: 12, cohort: { size: 1, sampling: "poisson" }, update: "delta" },
      async (socket, turn, participant) => {
        const { version } = await pullFor(socket, turn);
        await pushDelta(socket, turn, version, encodeDense(delta(participant, turn.round)));
      },
    );
    const accepted = server.events.flatMap((event) => (event.type === "round" ? [event.accepted] : []));
    expect(accepted).toHaveLength(12);
    expect(new Set(accepted)).toEqual(new Set([0, 1, 2]));
    expect(server.federation.store.version).toBe(accepted.filter((count) => count > 0).length);
  });
});

describe("asynchronous", () => {
  const order = () =>
    server.events.flatMap((event): OrderEntry[] =>
      event.type === "order" ? [{ action: event.action, participant: event.participant, round: event.round }] : [],
    );

  test("nobody waits for anybody, and the recorded order replays to the same weights", async () => {
    const job = { schedule: "asynchronous", update: "delta", participants: 3, rounds: 4 } as const;
    // the update depends on the weights it was computed on, so that another order gives other weights
    const answer =
      (pace: (participant: number, round: number) => number): Answer =>
      async (socket, turn, participant) => {
        const { version, weights } = await pullFor(socket, turn);
        await wait(pace(participant, turn.round));
        const update = delta(participant, turn.round).map((d, i) => d - 0.2 * weights[i]);
        await pushDelta(socket, turn, version, encodeDense(update));
      };
    await federate(
      job,
      answer((participant) => 3 + 25 * participant),
    );
    const recorded = order();
    const digest = weightsDigest(server.federation.store.weights);
    expect(recorded).toHaveLength(2 * 3 * 4);
    // the fast one was done before the slow one had its second turn
    const fastDone = recorded.findIndex(({ participant, round }) => participant === 0 && round === 4);
    const slowSecond = recorded.findIndex(({ participant, round }) => participant === 2 && round === 2);
    expect(fastDone).toBeLessThan(slowSecond);
    expect(server.events.filter(({ type }) => type === "round")).toHaveLength(4);
    await server.close();

    await federate(
      { ...job, replay: recorded },
      answer((participant) => 20 - 9 * participant),
    );
    expect(order()).toEqual(recorded);
    expect(weightsDigest(server.federation.store.weights)).toBe(digest);
    await server.close();

    await federate(
      job,
      answer((participant) => 3 + 25 * (2 - participant)),
    );
    expect(weightsDigest(server.federation.store.weights)).not.toBe(digest);
  });

  test("too few updates fail the run at the end of that round", async () => {
    const job = { schedule: "asynchronous", update: "delta", participants: 2, rounds: 3, roundSeconds: 0.2 } as const;
    const silent: Answer = async (socket, turn, participant) => {
      if (participant === 1) return;
      const { version } = await pullFor(socket, turn);
      await pushDelta(socket, turn, version, encodeDense(delta(0, turn.round)));
    };
    await expect(federate(job, silent)).rejects.toThrow(/ended with 1 updates of the 2 it needs; participant 1 late/);
  });
});

describe("selective sharing", () => {
  test("a sparse update is added where it says, counted there, and seen so by the server's seat", async () => {
    const indices = Int32Array.of(3, 700, parameters - 1);
    const job = {
      schedule: "round-robin",
      update: "delta",
      participants: 1,
      rounds: 1,
      uploadFraction: 0.1,
      downloadFraction: 0.5,
    } as const;
    let before = new Float32Array(0);
    await federate(job, async (socket, turn) => {
      const { version, weights } = await pullFor(socket, turn);
      before = weights as Float32Array<ArrayBuffer>;
      await pushDelta(socket, turn, version, encodeSparse(delta(0, 1), indices));
    });
    const { weights, counters } = server.federation.store;
    const changed = [...weights.keys()].filter((i) => weights[i] !== before[i]);
    expect(changed).toEqual([...indices]);
    expect([...counters.keys()].filter((i) => counters[i] === 1)).toEqual([...indices]);
    expect(server.observations[0].indices).toEqual(indices);
    expect(server.federation.upBytes).toBe(3 * 4 + 5);
  });

  test("a partial download holds the most updated coordinates; a client without weights is sent all", async () => {
    const touched = Int32Array.from({ length: 785 }, (_, i) => 10 * i);
    const received: (Int32Array | undefined)[] = [];
    const job = {
      schedule: "round-robin",
      update: "delta",
      participants: 1,
      rounds: 3,
      downloadFraction: 0.1,
    } as const;
    await federate(job, async (socket, turn) => {
      const answer = await socket.emitWithAck("pull", { round: turn.round, complete: turn.round === 1 });
      if (!answer.ok || answer.weights.form === "parts") throw new Error("no weights");
      const decoded = decodeVector(answer.weights, parameters);
      received.push(decoded.ok ? decoded.indices : Int32Array.of(-1));
      await pushDelta(socket, turn, answer.version, encodeSparse(delta(0, turn.round), touched));
    });
    expect(received).toEqual([undefined, touched, touched]);
  });
});

describe("vectors longer than a message", () => {
  test("travel in parts, both ways, and count once", async () => {
    const messageBytes = 5000;
    const job = { update: "gradient", participants: 2, rounds: 1, messageBytes } as const;
    const parts: number[] = [];
    await federate(job, async (socket, turn, participant) => {
      const { round } = turn;
      const pulled = await socket.emitWithAck("pull", { round, complete: true });
      if (!pulled.ok || pulled.weights.form !== "parts") throw new Error("not in parts");
      const pieces: Uint8Array[] = [];
      while (pieces.reduce((sum, piece) => sum + piece.length, 0) < pulled.weights.totalBytes) {
        const fetched = await socket.emitWithAck("fetch", { round, number: pieces.length });
        if (!fetched.ok) throw new Error(fetched.reason);
        pieces.push(fetched.bytes);
      }
      parts.push(pieces.length);
      const decoded = decodeVector(wireVector.parse(unpackVector(Buffer.concat(pieces))), parameters);
      if (!decoded.ok) throw new Error(decoded.reason);
      expect(decoded.values).toEqual(server.federation.store.weights);

      const packed = packVector(encodeDense(delta(participant, round)));
      const message = { round, sequence: 1, baseVersion: 0, kind: "gradient" as const };
      const update = { form: "parts" as const, totalBytes: packed.byteLength };
      expect(await socket.emitWithAck("push", { ...message, update })).toMatchObject({ ok: false, code: "malformed" });
      const shuffled = splitBytes(packed, messageBytes)
        .map((bytes, number) => ({ round, number, totalBytes: packed.byteLength, bytes }))
        .reverse();
      for (const part of [...shuffled, shuffled[2]])
        expect(await socket.emitWithAck("part", part)).toEqual({ ok: true });
      expect(await socket.emitWithAck("push", { ...message, update })).toEqual({ ok: true, duplicate: false });
      if (participant === 0) {
        expect(await socket.emitWithAck("push", { ...message, update })).toEqual({ ok: true, duplicate: true });
      }
    });
    expect(parts).toEqual([7, 7]);
    const [first] = server.observations;
    const expected = sgdStep(first.weights, weightedMean([delta(0, 1), delta(1, 1)]), 0.5);
    expect(server.federation.store.weights).toEqual(expected);
    expect(server.federation.upBytes).toBe(2 * 4 * parameters);
  });
});
