/** The push path of the real server against raw websockets that carry the same bytes. @module */
import type { Benchmark, Effort, Finding } from "../benchmark.js";
import { layoutDigest } from "../../shared/protocol/digest.js";
import { tokenFor } from "../../shared/protocol/token.js";
import { PROTOCOL_VERSION } from "../../shared/protocol/version.js";
import { parameterCount } from "../../shared/tensor/param-vector.js";
import { median } from "../statistics.js";
import { plannedScenario, startServer } from "../support/started-run.js";
import { Worker } from "../support/worker.js";
import type { EchoRequest } from "../workers/echo-client.js";
import type { PusherRequest } from "../workers/pusher.js";

/** Participants of one client process, and as many raw connections. */
const connections = 16;

const sizes = [
  { name: "440 KB", hidden: "128,64", turns: 2, limit: 0.8 },
  { name: "4 KB", hidden: "1,16", turns: 20, limit: 0.6 },
];

export const wire: Benchmark = {
  name: "wire",
  summary: "accepted updates a second over real sockets, against raw ws that echoes the same bytes",
  async run(effort) {
    const findings: Finding[] = [];
    for (const size of sizes) findings.push(...(await measure(size, effort)));
    return findings;
  },
};

async function measure({ name, hidden, turns, limit }: (typeof sizes)[number], effort: Effort): Promise<Finding[]> {
  const { plan, jobs } = await plannedScenario("wire", [
    `task.model.hidden=[${hidden}]`,
    `participants.count=${connections}`,
  ]);
  const parameters = parameterCount(plan.network.layout);
  const layout = layoutDigest(plan.network.layout);
  const { secret, messageBytes } = jobs.server;
  const joins = Array.from({ length: connections }, (_, participant) => ({
    protocol: PROTOCOL_VERSION,
    participant,
    token: tokenFor(secret, participant),
    layout,
  }));

  const echoServer = new Worker<object, string>("echo-server");
  const echoClient = new Worker<EchoRequest, number>("echo-client");
  const pusher = new Worker<PusherRequest, number>("pusher");
  const server = await startServer(jobs.server);
  try {
    await pusher.ask({ type: "join", url: server.url, joins, facts: { parameters, messageBytes } });
    const url = await echoServer.ask({});
    const count = effort.times(turns);
    const rates: Record<"push" | "turn" | "echo", number[]> = { push: [], turn: [], echo: [] };
    // the first ones warm up
    for (let repetition = -2; repetition < effort.times(30); repetition++) {
      const seconds = {
        push: await pusher.ask({ type: "turns", count, timed: "push" }),
        turn: await pusher.ask({ type: "turns", count, timed: "turn" }),
        echo: await echoClient.ask({ url, connections, bytes: 4 * parameters, count }),
      };
      if (repetition < 0) continue;
      for (const what of ["push", "turn", "echo"] as const) rates[what].push((connections * count) / seconds[what]);
    }
    const baseline = { value: median(rates.echo), of: "raw ws echo" };
    const rate = (what: "push" | "turn") => ({ value: median(rates[what]), unit: "updates/s" });
    return [
      {
        what: `updates of ${name} accepted`,
        measured: rate("push"),
        baseline,
        budget: { limit, bound: "at-least", on: "ratio" },
      },
      { what: `whole turns of ${name}: announced, pulled, pushed`, measured: rate("turn"), baseline },
    ];
  } finally {
    for (const worker of [pusher, echoClient, echoServer]) worker.stop();
    await server.stop();
  }
}
