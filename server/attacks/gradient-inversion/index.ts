/** Gradient inversion: a server that turns the update of a lot back into its images and labels. @module */
import { setImmediate } from "node:timers/promises";
import { z } from "zod";
import { checkObservation } from "../../../shared/inversion/check-observation.js";
import type { Attack, AttackPlugin, AttackProgress, Claim, Observation } from "../../../shared/plugins/attack.js";
import { exactTurn } from "./exact-turn.js";
import { noisyTurn } from "./noisy-turn.js";
import { receive } from "./received.js";
import { settingOf } from "./setting.js";
import type { Setting } from "./setting.js";
import { statisticsOf } from "./statistics.js";

const params = z.strictObject({
  auxiliaryExamples: z
    .int()
    .min(10)
    .max(100_000)
    .default(2000)
    .describe("public examples that stand for what images look like, used against noise; 10 to 100 000"),
});

export const gradientInversion: AttackPlugin<typeof params> = {
  kind: "attack",
  name: "gradient-inversion",
  summary: "Turns the gradient of a lot back into its images and labels, exactly where no noise hides them",
  reference: {
    title: "SPEAR: Exact Gradient Inversion of Batches in Federated Learning",
    url: "https://arxiv.org/abs/2403.03945",
    year: 2024,
  },
  params,
  threat: {
    seat: "server",
    behaviour: "honest-but-curious",
    sees: ["the global weights it sent", "the update of each targeted participant"],
    knows: [
      "the model's architecture and loss",
      "batch size, sampling and learning rate",
      "the kind and the parameters of each defence",
      "auxiliary examples that no participant holds",
    ],
  },
  create: ({ auxiliaryExamples }, init) => attackIn(settingOf(init, auxiliaryExamples)),
};

function attackIn(setting: Setting): Attack {
  const observations: Observation[] = [];
  return {
    observe(observation) {
      checkObservation(observation, setting.init.network);
      observations.push(observation);
    },
    infer: (signal) => inferAll(setting, observations, signal),
  };
}

async function* inferAll(
  setting: Setting,
  observations: readonly Observation[],
  signal: AbortSignal,
): AsyncGenerator<AttackProgress, readonly Claim[]> {
  const statistics = statisticsOf(setting);
  const claims: Claim[] = [];
  for (const observation of observations) {
    const { participant, round } = observation;
    const rng = setting.init.rng.fork("round", round, "participant", participant);
    const received = receive(observation, setting.init, setting.channel);
    const turn =
      received.noiseStddev > 0
        ? noisyTurn(setting, statistics(received.weights), received, rng)
        : exactTurn(setting, received, rng);
    const claim = await finish(turn, signal);
    if (claim === undefined) return claims;
    claims.push(claim);
    yield { done: claims.length, total: observations.length, note: claim.explanation[0] };
  }
  return claims;
}

/** Lets the event loop run at each step; undefined when `signal` aborted first. */
async function finish(turn: Generator<void, Claim>, signal: AbortSignal): Promise<Claim | undefined> {
  for (;;) {
    await setImmediate();
    if (signal.aborted) return undefined;
    const step = turn.next();
    if (step.done) return step.value;
  }
}
