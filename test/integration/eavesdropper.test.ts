/** An eavesdropper on the line of a real server and of clients that talk as clients do. */
import { once } from "node:events";
import { connect } from "node:net";
import { afterEach, expect, test } from "vitest";
import { encodeUpdate, pullWeights, pushUpdate, type Pulled } from "../../client/session/exchange.js";
import { Session } from "../../client/session/session.js";
import { selfSigned } from "../../lab/launch/certificate.js";
import { Eavesdropper } from "../../network/eavesdropper.js";
import { Relay } from "../../network/relay.js";
import { scheduleOf } from "../../server/schedules/index.js";
import type { Observation, Turn } from "../../shared/plugins/attack.js";
import type { ServerJob } from "../../shared/process/messages.js";
import type { Join } from "../../shared/protocol/messages.js";
import { RngStream } from "../../shared/random/rng-stream.js";
import { lossyProxy } from "../support/lossy-proxy.js";
import { credentials, parameters, startServer, type TestServer } from "../support/parameter-server.js";

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

interface Line {
  readonly server: TestServer;
  readonly eavesdropper: Eavesdropper;
  readonly heard: Observation[];
  readonly relay: Relay;
  readonly port: number;
}

async function lineTo(overrides: Partial<ServerJob>, isWanted: (turn: Turn) => boolean = () => true): Promise<Line> {
  const server = await startServer({ update: "delta", ...overrides });
  const { messageBytes } = server.federation.job;
  const heard: Observation[] = [];
  const eavesdropper = new Eavesdropper({ parameters, messageBytes, isWanted }, (seen) => heard.push(seen));
  const relay = new Relay(Number(new URL(server.url).port), () => eavesdropper.listen());
  const port = await relay.listen();
  cleanups.push(
    () => server.close(),
    () => relay.close(),
  );
  return { server, eavesdropper, heard, relay, port };
}

type Update = (participant: number, round: number) => { update: Float32Array; indices: Int32Array | undefined };

/** Lets every participant take every turn; told what each has pulled. */
async function run(
  { server, relay }: Line,
  url: string,
  updateOf: Update,
  onPulled: (participant: number, round: number, pulled: Pulled) => void = () => undefined,
): Promise<void> {
  const { participants, messageBytes, tls } = server.federation.job;
  const failures: unknown[] = [];
  const sessions = Array.from({ length: participants }, (_, participant) => {
    const take = async (round: number): Promise<void> => {
      const pulled = await pullWeights(session, round, round === 1, { parameters, messageBytes });
      if (!pulled.ok) throw new Error(pulled.reason);
      onPulled(participant, round, pulled);
      const envelope = { round, sequence: round, baseVersion: pulled.version, kind: "delta" as const };
      await pushUpdate(session, encodeUpdate(updateOf(participant, round)), envelope, messageBytes);
    };
    const handlers = {
      turn: ({ round }: { round: number }) => void take(round).catch((error: unknown) => failures.push(error)),
      stop: () => undefined,
      lost: (reason: string) => failures.push(reason),
    };
    const session = new Session(url, credentials(participant) as unknown as Join, handlers, tls?.certificate);
    return session;
  });
  await server.federation.joins.everybody(5);
  await scheduleOf(server.federation.job)(server.federation);
  for (const session of sessions) session.close();
  await relay.idle(5);
  expect(failures).toEqual([]);
}

const rng = RngStream.fromSeed(8);

function drawn(participant: number, round: number): Float32Array {
  const own = rng.fork("update", participant, round);
  return Float32Array.from({ length: parameters }, () => own.gaussian() / 100);
}

const whole: Update = (participant, round) => ({ update: drawn(participant, round), indices: undefined });

/** A tenth of the coordinates, others every time. */
const tenth: Update = (participant, round) => ({
  update: drawn(participant, round),
  indices: rng
    .fork("indices", participant, round)
    .sampleWithoutReplacement(parameters, parameters / 10)
    .sort(),
});

const inOrder = (observations: readonly Observation[]) =>
  observations.toSorted((a, b) => a.round - b.round || a.participant - b.participant);

test.each([
  ["whole", whole, {}],
  ["a tenth of them", tenth, {}],
  ["in parts, both ways", whole, { messageBytes: 4096 }],
  ["a tenth, in parts", tenth, { messageBytes: 1000 }],
] as const)("rebuilds what the server's seat sees, bit for bit: updates %s", async (_, updateOf, overrides) => {
  const line = await lineTo({ participants: 3, rounds: 2, ...overrides });
  await run(line, `http://127.0.0.1:${line.port}`, updateOf);
  expect(line.eavesdropper.unreadable).toEqual([]);
  expect(line.heard).toHaveLength(6);
  expect(inOrder(line.heard)).toEqual(inOrder(line.server.observations));
});

test("hears of wanted turns only, one after another in the order in which the server applies them", async () => {
  const wanted = ({ participant, round }: Turn): boolean => round === 2 && participant !== 1;
  const line = await lineTo({ participants: 3, rounds: 3, schedule: "random-order" }, wanted);
  await run(line, `http://127.0.0.1:${line.port}`, whole);
  expect(line.heard).toEqual(line.server.observations.filter(wanted));
  expect(line.heard).toHaveLength(2);
});

test("of partial downloads it knows what they held, over what all downloads before have shown", async () => {
  const line = await lineTo({ participants: 2, rounds: 4, schedule: "round-robin", downloadFraction: 0.2 });
  const known = new Float32Array(parameters);
  const expected: Float32Array[] = [];
  await run(line, `http://127.0.0.1:${line.port}`, tenth, (_, __, { values, indices }) => {
    values.forEach((value, i) => {
      if (indices === undefined || indices.includes(i)) known[i] = value;
    });
    expected.push(known.slice());
  });
  expect(line.heard.map(({ weights }) => weights)).toEqual(expected);
  expect(line.heard.map(({ update }) => update)).toEqual(line.server.observations.map(({ update }) => update));
  // the rest is out of date: the server's seat knows better
  expect(line.heard.at(-1)?.weights).not.toEqual(line.server.observations.at(-1)?.weights);
});

test("an update that is sent again over a new connection is heard once", async () => {
  const line = await lineTo({ participants: 1, rounds: 2 });
  const lossy = await lossyProxy(`http://127.0.0.1:${line.port}`);
  cleanups.push(() => lossy.close());
  await run(line, lossy.url, (participant, round) => {
    if (round === 1) lossy.loseNextAnswer();
    return whole(participant, round);
  });
  expect(lossy.connections()).toBe(2);
  expect(line.heard).toEqual(line.server.observations);
});

test("what is no protocol is passed on, given up and noted, and the others are read", async () => {
  const line = await lineTo({ participants: 1, rounds: 1 });
  const stranger = connect(line.port, "127.0.0.1");
  stranger.on("error", () => undefined).write("GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: here\r\n\r\n");
  const [answer] = (await once(stranger, "data")) as [Buffer];
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 /);
  stranger.destroy();
  await run(line, `http://127.0.0.1:${line.port}`, whole);
  expect(line.eavesdropper.unreadable).toEqual([expect.stringMatching(/^no websocket was opened: HTTP\/1\.1 /)]);
  expect(line.heard).toEqual(line.server.observations);
});

test.each([
  ["whole", whole, {}],
  ["a tenth of them", tenth, {}],
  ["in parts, both ways", whole, { messageBytes: 4096 }],
] as const)("of TLS it sees turns and sizes, and no value: updates %s", async (_, updateOf, overrides) => {
  const line = await lineTo({ participants: 2, rounds: 3, tls: selfSigned(), ...overrides });
  await run(line, `https://127.0.0.1:${line.port}`, updateOf);
  expect(line.heard).toEqual([]);
  expect(line.eavesdropper.unreadable).toEqual([]);
  const connections = line.eavesdropper.encipheredTurns();
  expect(connections.map(({ length }) => length)).toEqual([3, 3]);
  const turns = connections.flat();
  const payload = { up: line.server.federation.upBytes / 6, down: line.server.federation.downBytes / 6 };
  // envelopes, and for parts a question each
  for (const { upBytes, downBytes, trainingMs } of turns) {
    expect(upBytes).toBeGreaterThan(payload.up);
    expect(upBytes).toBeLessThan(1.1 * payload.up + 300);
    expect(downBytes).toBeGreaterThan(payload.down);
    expect(downBytes).toBeLessThan(1.1 * payload.down + 300);
    expect(trainingMs).toBeGreaterThan(0);
  }
});
