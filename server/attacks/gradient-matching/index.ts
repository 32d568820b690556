/** Gradient matching: a server that searches for the images whose update would be the one it received. @module */
import { setImmediate } from "node:timers/promises";
import { checkObservation } from "../../../shared/inversion/check-observation.js";
import type { Attack, AttackPlugin, AttackProgress, Claim, Observation } from "../../../shared/plugins/attack.js";
import { attemptsAt } from "./attempt.js";
import { claimOf, emptyClaim } from "./claim.js";
import type { Outcome } from "./claim.js";
import { params } from "./params.js";
import { receive } from "./received.js";
import { searchAll } from "./search.js";
import { settingOf } from "./setting.js";
import type { Setting } from "./setting.js";

export const gradientMatching: AttackPlugin<typeof params> = {
  kind: "attack",
  name: "gradient-matching",
  summary: "Searches for the images whose simulated update comes closest to the one received, on any model",
  reference: {
    title: "Inverting Gradients: How easy is it to break privacy in federated learning?",
    url: "https://arxiv.org/abs/2003.14053",
    year: 2020,
  },
  params,
  threat: {
    seat: "server",
    behaviour: "honest-but-curious",
    sees: ["the global weights it sent", "the update of each targeted participant"],
    knows: [
      "the model's architecture and loss",
      "batch size, sampling, learning rate, local steps and how many examples a participant holds",
      "which coordinates are uploaded and within which bound",
      "the kind and the parameters of each defence",
      "auxiliary examples that no participant holds",
      "labels, only where its parameters list them",
    ],
  },
  create: (given, init) => attackIn(settingOf(init, given)),
};

function attackIn(setting: Setting): Attack {
  const observations: Observation[] = [];
  return {
    observe(observation) {
      checkObservation(observation, setting.init.network);
      observations.push(withSharedWeights(observation, observations.at(-1)));
    },
    infer: (signal) => inferAll(setting, observations, signal),
  };
}

async function* inferAll(
  setting: Setting,
  observations: readonly Observation[],
  signal: AbortSignal,
): AsyncGenerator<AttackProgress, readonly Claim[]> {
  const turns = [];
  for (const observation of observations) {
    await setImmediate();
    const received = receive(setting, observation);
    turns.push({ received, attempts: attemptsAt(setting, received, signal.aborted) });
  }
  const worthwhile = turns
    .flatMap(({ attempts }) => attempts)
    .filter(({ schedule }) => schedule.images <= setting.params.maxImages);
  const found = yield* searchAll(setting, worthwhile, signal);
  return turns.map(({ received, attempts }) => {
    if (attempts.length === 0) return emptyClaim(setting, received);
    const outcomes = attempts.map((attempt): Outcome => ({ attempt, found: found.get(attempt) }));
    return claimOf(setting, best(outcomes), signal.aborted);
  });
}

/** By the objective alone: it is all that the attack can see of its success. */
function best(outcomes: readonly Outcome[]): Outcome {
  const objective = ({ found }: Outcome) => found?.match.objective ?? Infinity;
  return outcomes.reduce((least, outcome) => (objective(outcome) < objective(least) ? outcome : least));
}

/** Turns on the same weights can share a pass; that they do shows in their sharing the array. */
function withSharedWeights(observation: Observation, last: Observation | undefined): Observation {
  const isSame = last !== undefined && observation.weights.every((value, i) => value === last.weights[i]);
  return isSame ? { ...observation, weights: last.weights } : observation;
}
