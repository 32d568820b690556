/** Two participants that train in turn, the second one malicious: a federation in one process. @module */
import { trainLocally } from "../../client/turn/train-locally.js";
import { mnist } from "../../shared/datasets/mnist/index.js";
import { mlp } from "../../shared/models/mlp/index.js";
import type { TurnFacts } from "../../shared/plugins/defence.js";
import type {
  ParticipantAttack,
  ParticipantAttackInit,
  ParticipantAttackPlugin,
} from "../../shared/plugins/participant-attack.js";
import type { ExampleStore } from "../../shared/plugins/task.js";
import { RngStream } from "../../shared/random/rng-stream.js";
import type { Network } from "../../shared/tensor/network.js";

export interface TwoParticipants {
  /** of the mlp's hidden layer */
  readonly units?: number;
  /** the first participant's */
  readonly victimClasses?: readonly number[];
  /** the second participant's */
  readonly adversaryClasses?: readonly number[];
  /** MNIST's training images each holds */
  readonly examplesEach?: number;
  readonly localSteps?: number;
  readonly rounds?: number;
  readonly extraClasses?: number;
  readonly seed?: number;
}

export interface Federation {
  readonly network: Network;
  readonly init: ParticipantAttackInit;
  /** [P], before the first round */
  readonly weights: Float32Array;
  /** Goes through all rounds. @returns the weights after the last, [P] */
  run(attack: ParticipantAttack): Promise<Float32Array>;
}

const learningRate = 0.1;

export function twoParticipants(options: TwoParticipants = {}): Federation {
  const { units = 64, victimClasses = [0, 1, 2, 3, 4], adversaryClasses = [5, 6, 7, 8, 9] } = options;
  const { examplesEach = 300, localSteps = 10, rounds = 16, extraClasses = 1, seed = 1 } = options;
  const rng = RngStream.fromSeed(seed);
  const store = mnist.create({}, { folder: "." }).open("train");
  const network = mlp.create(
    { hidden: [units], activation: "leaky-relu" },
    { inputShape: store.shape, classes: 10 + extraClasses },
  );
  const weights = network.initialise(rng.fork("weights"));
  const facts: TurnFacts = {
    ...{ update: "delta", sampling: "shuffle", batchSize: 32, localSteps, examples: examplesEach, unit: "example" },
    ...{ turns: rounds, everyRound: true, parameters: weights.length },
  };
  const training = { network, store, facts, learningRate, defences: [] };
  const sharing = { uploadFraction: 1, select: "largest", threshold: 0 } as const;
  const [victim, adversary] = [victimClasses, adversaryClasses].map((classes, participant) => ({
    ...{ ...training, ...sharing, rng: rng.fork("participant", participant) },
    examples: examplesOf(store, classes, examplesEach),
  }));
  const init = {
    ...{ network, classes: 10, participant: 1, participants: 2, rounds, learningRate, facts, defences: [] },
    own: store.gather(adversary.examples),
    rng: rng.fork("attack"),
  };
  return {
    network,
    init,
    weights,
    async run(attack) {
      let w = weights;
      for (let round = 1; round <= rounds; round++) {
        w = (await trainLocally(victim, round, w)).localWeights;
        const injection = await attack.takeTurn({ round, weights: w }, () => Promise.resolve());
        w = (await trainLocally({ ...adversary, injection }, round, w)).localWeights;
      }
      return w;
    },
  };
}

/** Creates an attack as a run would: parameters parsed first. */
export function createAttack(plugin: unknown, given: unknown, init: ParticipantAttackInit): ParticipantAttack {
  const attack = plugin as ParticipantAttackPlugin;
  return attack.create(attack.params.parse(given), init);
}

/** The first of them that have one of these labels. */
function examplesOf(store: ExampleStore, classes: readonly number[], count: number): Int32Array {
  const all = Int32Array.from(store.labels.keys()).filter((i) => classes.includes(store.labels[i]));
  return all.subarray(0, count);
}
