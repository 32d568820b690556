/** How a federation trains, in words: the same in the plan of a run and in its report. @module */
import type { PluginChoice, RunConfig } from "../../../shared/scenario/schema.js";
import { countOf } from "./format.js";

type Training = RunConfig["training"];

/** A name and what there is to say under it. */
export type Fact = readonly [name: string, words: string];

/** What decides how the weights change: always the same names, so that variants can be compared. */
export function trainingFacts({ task, training, participants }: RunConfig): Fact[] {
  return [
    ["data", `${choiceWords(task.dataset)}, ${choiceWords(participants.partition)}`],
    ["schedule", scheduleWords(training, participants.count)],
    ["uploads", updateWords(training)],
    ["lots", `${lots[training.sampling]}, ${training.batchSize} examples, learning rate ${training.learningRate}`],
    ["sharing", sharingWords(training)],
  ];
}

/** A plug-in and its parameters: "shards (shardsEach 2)" */
export function choiceWords({ kind, ...params }: PluginChoice): string {
  const words = Object.entries(params).map(([key, value]) => `${key} ${JSON.stringify(value)}`);
  return words.length === 0 ? kind : `${kind} (${words.join(", ")})`;
}

/** "one process each", "100 to a process" */
export function processWords({ launch: { packed }, participants: { count } }: RunConfig): string {
  return packed === 1 ? "one process each" : `${Math.min(packed, count)} to a process`;
}

const orders = {
  synchronous: "synchronous",
  "round-robin": "one participant after another",
  "random-order": "one participant after another in a new order every round",
  asynchronous: "every participant at its own pace",
};

function scheduleWords(training: Training, count: number): string {
  const { rounds, schedule, cohort, weighting, initialWeights, replay } = training;
  const order = orders[schedule] === schedule ? schedule : `${schedule}: ${orders[schedule]}`;
  const expected = cohort?.sampling === "poisson" ? " expected" : "";
  const some = cohort === undefined ? "" : `, ${cohort.size} of ${count} participants a round${expected}`;
  const weighted = weighting === "examples" ? ", updates weighted by examples" : "";
  const from = initialWeights === undefined ? "" : ` from ${initialWeights}`;
  const again = replay === undefined ? "" : `, in the order of ${replay}`;
  return `${countOf(rounds, "round")}${from}, ${order}${some}${weighted}${again}`;
}

function updateWords({ update, localEpochs = 1, localSteps }: Training): string {
  if (update === "gradient") return "the gradient of one lot";
  const work = localSteps === undefined ? countOf(localEpochs, "local epoch") : countOf(localSteps, "local step");
  return `the delta of ${work}`;
}

const lots = {
  shuffle: "shuffled",
  poisson: "Poisson-sampled",
  "truncated-poisson": "Poisson-sampled and cut",
  fixed: "of fixed size",
};

function sharingWords({ uploadFraction, downloadFraction, select, threshold, valueBound }: Training): string {
  const up = `${share(uploadFraction)} of every update up`;
  const some = select === "largest" ? `the largest ${up}` : `${up}, random ones above ${threshold}`;
  const bound = valueBound === undefined ? "" : `, each value within ± ${valueBound}`;
  const down = downloadFraction === 1 ? "all weights" : `the ${share(downloadFraction)} most updated weights`;
  return `${uploadFraction === 1 ? "all of every update up" : some}${bound}; ${down} down`;
}

/** A fraction as people write it: "10 %", "0.25 %" */
export function share(fraction: number): string {
  return `${Number((100 * fraction).toPrecision(3))} %`;
}
