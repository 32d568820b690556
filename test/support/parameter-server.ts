/** A parameter server in this process, with real sockets, for tests that play the participants themselves. @module */
import { io, type Socket } from "socket.io-client";
import type { Observation } from "../../shared/plugins/attack.js";
import type { AggregatorFacts } from "../../shared/plugins/aggregator.js";
import type { ServerJob } from "../../shared/process/messages.js";
import type { RunEvent } from "../../shared/process/run-events.js";
import { codec } from "../../shared/protocol/codec.js";
import { layoutDigest } from "../../shared/protocol/digest.js";
import type { ClientToServer, ServerToClient, Turn } from "../../shared/protocol/messages.js";
import { tokenFor } from "../../shared/protocol/token.js";
import { valuesToBytes } from "../../shared/protocol/values.js";
import { decodeVector } from "../../shared/protocol/vector/decode.js";
import { PROTOCOL_VERSION } from "../../shared/protocol/version.js";
import { RngStream } from "../../shared/random/rng-stream.js";
import { datasets } from "../../shared/datasets/index.js";
import { models } from "../../shared/models/index.js";
import { useBackend } from "../../shared/tensor/backend/index.js";
import { parameterCount } from "../../shared/tensor/param-vector.js";
import { aggregators } from "../../server/aggregators/index.js";
import { Federation } from "../../server/federation.js";

export type TestSocket = Socket<ServerToClient, ClientToServer>;

export const secret = RngStream.fromSeed(1).fork("secret").key;

const [mnist] = datasets;
const softmax = models.find(({ name }) => name === "softmax")!;
export const network = softmax.create({}, { inputShape: [28, 28, 1], classes: 10 });
export const parameters = parameterCount(network.layout);

export interface TestServer {
  readonly federation: Federation;
  readonly url: string;
  readonly events: RunEvent[];
  readonly observations: Observation[];
  /** closes the server and every socket made with `connect` */
  close(): Promise<void>;
  connect(auth?: Readonly<Record<string, unknown>>): TestSocket;
}

/** Evaluation of a small part of the test set keeps the tests short. */
const test = mnist.create({}, { folder: "." }).open("test");
const fewTests = {
  ...test,
  count: 10,
  shape: test.shape,
  labels: test.labels.subarray(0, 10),
  gather: test.gather.bind(test),
};

export async function startServer(overrides: Partial<ServerJob> = {}): Promise<TestServer> {
  await useBackend("wasm");
  const events: RunEvent[] = [];
  const observations: Observation[] = [];
  const job: ServerJob = {
    aggregator: { kind: "mean", params: {} },
    aggregatorFacts: factsOf(overrides),
    backend: "wasm",
    folder: ".",
    dataset: { kind: "mnist", params: {} },
    model: { kind: "softmax", params: {} },
    participants: 2,
    secret,
    key: RngStream.fromSeed(1).fork("server").key,
    schedule: "synchronous",
    rounds: 2,
    update: "gradient",
    weighting: "uniform",
    sees: "updates",
    learningRate: 0.5,
    uploadFraction: 1,
    downloadFraction: 1,
    counterDecay: 1,
    evaluateEvery: 1,
    joinSeconds: 5,
    roundSeconds: 5,
    attackSeconds: 5,
    messageBytes: 2 ** 22,
    attacks: [],
    ...overrides,
  };
  const federation = new Federation({
    job,
    aggregator: aggregatorOf(job),
    network,
    test: fewTests,
    report: (event) => events.push(event),
    observe: (observation) => observations.push(observation),
  });
  const url = await federation.hub.listen();
  const sockets: TestSocket[] = [];
  return {
    federation,
    url,
    events,
    observations,
    connect: (auth = credentials(0)) => {
      const socket: TestSocket = io(url, {
        parser: codec,
        transports: ["websocket"],
        auth,
        forceNew: true,
        reconnection: false,
      });
      sockets.push(socket);
      return socket;
    },
    close: async () => {
      for (const socket of sockets) socket.disconnect();
      await federation.hub.close("the test is over");
    },
  };
}

function factsOf({ cohort, ...overrides }: Partial<ServerJob>): AggregatorFacts {
  return {
    parameters,
    participants: overrides.participants ?? 2,
    schedule: overrides.schedule ?? "synchronous",
    ...(cohort !== undefined && { cohort }),
    rounds: overrides.rounds ?? 2,
    turns: overrides.rounds ?? 2,
    update: overrides.update ?? "gradient",
    weighting: overrides.weighting ?? "uniform",
    uploadFraction: overrides.uploadFraction ?? 1,
    downloadFraction: overrides.downloadFraction ?? 1,
    sees: overrides.sees ?? "updates",
    unit: "participant",
    delta: 1e-5,
  };
}

function aggregatorOf({ aggregator: { kind, params }, aggregatorFacts: facts }: ServerJob) {
  const plugin = aggregators.find(({ name }) => name === kind)!;
  const calibrate = () => {
    throw new Error("a test gives the noise, not a target");
  };
  return plugin.create(plugin.params.parse(params), { facts, calibrate });
}

export function credentials(participant: number): Record<string, unknown> {
  return {
    protocol: PROTOCOL_VERSION,
    participant,
    token: tokenFor(secret, participant),
    layout: layoutDigest(network.layout),
  };
}

/** Takes the turn that a socket was given: pulls all weights. */
export async function pullFor(
  socket: TestSocket,
  { round }: Turn,
): Promise<{ version: number; weights: Float32Array }> {
  const answer = await socket.emitWithAck("pull", { round, complete: true });
  if (!answer.ok || answer.weights.form === "parts") throw new Error("the pull was not answered with weights");
  const decoded = decodeVector(answer.weights, parameters);
  if (!decoded.ok) throw new Error(decoded.reason);
  return { version: answer.version, weights: decoded.values };
}

/** A dense float32 vector as it travels, whatever its values. */
export function dense(values: Float32Array) {
  return { form: "dense" as const, values: { coding: "float32" as const, bytes: valuesToBytes(values) } };
}

export function gradientPush({ round }: Turn, baseVersion: number, values: Float32Array, sequence = round) {
  return { round, sequence, baseVersion, kind: "gradient" as const, update: dense(values) };
}

/** The next event of that name, within five seconds. */
export function next<Name extends keyof ServerToClient>(
  socket: TestSocket,
  name: Name,
): Promise<Parameters<ServerToClient[Name]>[0]> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no ${name} within 5 s`)), 5000);
    socket.once(name, ((message: never) => {
      clearTimeout(timer);
      resolve(message);
    }) as never);
  });
}

export function refusedWith(socket: TestSocket): Promise<{ code: string; reason: string }> {
  return new Promise((resolve, reject) => {
    socket.once("connect", () => reject(new Error("was admitted")));
    socket.once("connect_error", (error) =>
      resolve((error as unknown as { data: { code: string; reason: string } }).data),
    );
  });
}
