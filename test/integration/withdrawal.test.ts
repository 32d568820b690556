import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as inFolder } from "node:path";
import { afterEach, describe, expect, onTestFinished, test } from "vitest";
import { PrivacyMonitor } from "../../client/monitor/monitor.js";
import { participate } from "../../client/participant.js";
import { Places } from "../../client/places.js";
import { scheduleOf } from "../../server/schedules/index.js";
import { datasets } from "../../shared/datasets/index.js";
import type { TurnFacts } from "../../shared/plugins/defence.js";
import type { Spending } from "../../shared/privacy/ledger-spending.js";
import { verifyLedger } from "../../shared/privacy/ledger-verify.js";
import type { ClientJob, FromClient, ParticipantJob, ServerJob } from "../../shared/process/messages.js";
import { layoutDigest } from "../../shared/protocol/digest.js";
import { encodeDense } from "../../shared/protocol/vector/encode.js";
import { tokenFor } from "../../shared/protocol/token.js";
import { RngStream } from "../../shared/random/rng-stream.js";
import {
  credentials,
  network,
  next,
  parameters,
  pullFor,
  secret,
  startServer,
  type TestServer,
} from "../support/parameter-server.js";

let server: TestServer;
afterEach(() => server.close());

const reason = "enough has left this device";

/** A run whose participants withdraw before that many turns and one. @returns the rounds each was given a turn of */
async function runWith(job: Partial<ServerJob>, budgets: readonly number[]): Promise<number[][]> {
  server = await startServer({ update: "delta", participants: budgets.length, ...job });
  const given = budgets.map((): number[] => []);
  const failures: unknown[] = [];
  budgets.forEach((budget, participant) => {
    const socket = server.connect(credentials(participant));
    const take = async ({ round }: { round: number }): Promise<void> => {
      given[participant].push(round);
      if (given[participant].length > budget) {
        expect(await socket.emitWithAck("withdraw", { round, reason })).toEqual({ ok: true });
        return;
      }
      const { version } = await pullFor(socket, { round });
      const update = encodeDense(new Float32Array(parameters).fill(0.01));
      await socket.emitWithAck("push", { round, sequence: round, baseVersion: version, kind: "delta", update });
    };
    socket.on("turn", (turn) => void take(turn).catch((error) => failures.push(error)));
  });
  await server.federation.joins.everybody(5);
  await scheduleOf(server.federation.job)(server.federation);
  expect(failures).toEqual([]);
  return given;
}

const accepted = (): number[] => server.events.flatMap((event) => (event.type === "round" ? [event.accepted] : []));
const incidents = (): object[] => server.events.filter(({ type }) => type === "incident");

describe.each(["synchronous", "round-robin", "random-order"] as const)(
  "%s: a participant that withdraws",
  (schedule) => {
    test("is given no turn again, and rounds go on with those who are left, without a failure", async () => {
      const given = await runWith({ schedule, rounds: 5 }, [2, 9, 9]);
      expect(given).toEqual([
        [1, 2, 3],
        [1, 2, 3, 4, 5],
        [1, 2, 3, 4, 5],
      ]);
      expect(accepted()).toEqual([3, 3, 2, 2, 2]);
      expect(incidents()).toEqual([{ type: "incident", what: "withdrawn", participant: 0, round: 3, reason }]);
      expect(server.federation.rounds).toBe(5);
    });

    test("as the last one ends training, completed, with an evaluation of what there is", async () => {
      await runWith({ schedule, rounds: 9, evaluateEvery: 4 }, [2, 3, 3]);
      expect(accepted()).toEqual([3, 3, 2]);
      expect(server.federation.rounds).toBe(3);
      await server.federation.endEarly();
      const evaluations = server.events.flatMap((event) => (event.type === "evaluation" ? [event.round] : []));
      expect(evaluations).toEqual([3]);
    });

    test("counts for nothing among the updates that limits.minUpdates asks for", async () => {
      await runWith({ schedule, rounds: 4, minUpdates: 2 }, [1, 1, 9]);
      expect(accepted()).toEqual([3, 1, 1, 1]);
    });
  },
);

describe("asynchronous", () => {
  test("a participant that withdraws leaves the others their turns, and rounds close with fewer", async () => {
    const given = await runWith({ schedule: "asynchronous", rounds: 6 }, [2, 9, 9]);
    expect(given.map(({ length }) => length)).toEqual([3, 6, 6]);
    expect(accepted().reduce((sum, count) => sum + count, 0)).toBe(2 + 6 + 6);
    expect(incidents()).toHaveLength(1);
    expect(server.federation.store.version).toBe(14);
  });

  test("everybody withdrawing ends it, completed", async () => {
    await runWith({ schedule: "asynchronous", rounds: 6 }, [2, 3, 2]);
    expect(accepted().reduce((sum, count) => sum + count, 0)).toBe(7);
    expect(server.federation.rounds).toBeLessThan(6);
  });
});

test("nobody withdraws out of turn; said again, it is answered again; malformed, it is refused", async () => {
  server = await startServer({ participants: 1, rounds: 1 });
  const socket = server.connect(credentials(0));
  await server.federation.joins.everybody(5);
  const withdraw = (message: object) => socket.emitWithAck("withdraw", message as { round: number; reason: string });
  expect(await withdraw({ round: 1, reason })).toMatchObject({ ok: false, code: "not-your-turn" });
  const turn = next(socket, "turn");
  const outcome = server.federation.turn(0, 1);
  await turn;
  expect(await withdraw({ round: 2, reason })).toMatchObject({ ok: false, code: "not-your-turn" });
  expect(await withdraw({ round: 1 })).toMatchObject({ ok: false, code: "malformed" });
  expect(await withdraw({ round: 1, reason })).toEqual({ ok: true });
  expect(await withdraw({ round: 1, reason })).toEqual({ ok: true });
  expect(await outcome).toMatchObject({ ok: false, miss: "withdrawn" });
  expect(await server.federation.turn(0, 2)).toMatchObject({ ok: false, miss: "withdrawn" });
});

describe("a real participant whose budget allows two turns", () => {
  const facts: TurnFacts = {
    ...{ update: "gradient", sampling: "poisson", batchSize: 2, localSteps: 1, examples: 20 },
    ...{ turns: 9, everyRound: true, parameters, unit: "example" },
  };
  const table = Array.from({ length: 9 }, (_, i) => ({ count: i + 1, epsilon: i + 1 }));
  const budget = { epsilon: 2, onSpent: "stop", allows: 2 } as const;
  const spending: Spending = { accountant: "rdp", delta: 1e-5, counts: "turns", table, budget };

  function join(ledger: string, told: FromClient[]): Promise<void> {
    const key = RngStream.fromSeed(4).key;
    const training = { learningRate: 1, uploadFraction: 1, select: "largest", threshold: 0 } as const;
    const examples = Int32Array.from({ length: 20 }, (_, i) => i);
    const own: ParticipantJob = {
      ...{ participant: 0, token: tokenFor(secret, 0), key, examples, defences: [], facts, spending, ledger },
    };
    const job: ClientJob = {
      ...{ folder: ".", backend: "wasm", url: server.url, messageBytes: 2 ** 22, participants: [own] },
      ...{ dataset: { kind: "mnist", params: {} }, model: { kind: "softmax", params: {} } },
      training: { ...training, keepsWeights: false, tellsExamples: false },
    };
    const monitor = new PrivacyMonitor({ participant: 0, unit: "example", spending, file: ledger, repeatable: true });
    const host = {
      ...{ job, layout: layoutDigest(network.layout), places: new Places(1) },
      send: (message: FromClient) => void told.push(message),
    };
    const store = datasets[0].create({}, { folder: "." }).open("train");
    const rng = RngStream.fromKey(key);
    return participate(host, own, { ...job.training, network, store, examples, defences: [], facts, rng }, monitor);
  }

  test("uploads two updates, withdraws, and answers a server that asks again with nothing", async () => {
    const directory = mkdtempSync(inFolder(tmpdir(), "fedleak-withdrawal-"));
    onTestFinished(() => rmSync(directory, { recursive: true }));
    const ledger = inFolder(directory, "ledger.jsonl");
    server = await startServer({ participants: 1, rounds: 9 });
    const told: FromClient[] = [];
    const ended = join(ledger, told);
    const { federation } = server;
    await federation.joins.everybody(5);
    await scheduleOf(federation.job)(federation);
    expect(accepted()).toEqual([1, 1]);
    const [up, down] = [federation.upBytes, federation.downBytes];

    // a server that does not take no for an answer: it opens turns, and announces them
    for (const round of [3, 4, 99]) federation.hub.announce(0, { round });
    federation.joins.present.add(0);
    const stubborn = federation.turn(0, 5);
    await new Promise((resume) => setTimeout(resume, 300));
    expect([federation.upBytes, federation.downBytes]).toEqual([up, down]);
    federation.gone(0);
    expect(await stubborn).toMatchObject({ ok: false });

    await federation.hub.close("every round is done");
    await ended;
    const { releases, withdrawal } = verifyLedger(readFileSync(ledger, "utf8"));
    expect(releases.map(({ round }) => round)).toEqual([1, 2]);
    expect(withdrawal).toMatchObject({ round: 3 });
    expect(releases.map(({ bytes }) => bytes).reduce((a, b) => a + b)).toBe(up);
    const turns = told.flatMap((message) =>
      message.type === "event" && message.event.type === "turn" ? [message.event.account?.epsilonSpent] : [],
    );
    expect(turns).toEqual([1, 2]);
  });
});
