/** A trained network that says what it takes images for. @module */
import type { ExampleStore } from "../../shared/plugins/task.js";
import { Network } from "../../shared/tensor/network.js";
import { parameterCount } from "../../shared/tensor/param-vector.js";
import { logits } from "../../shared/tensor/passes.js";
import { describeNetwork } from "./judge-network.js";
import type { Judgement, JudgeSkill } from "./judging.js";

/** Images of one pass: more would cost memory and save nothing. */
const most = 500;

export class Classifier {
  readonly #network: Network;
  /** all layers but the last, and the last */
  readonly #body: Network;
  readonly #head: Network;
  /** [P] */
  readonly #weights: Float32Array;

  /** @param weights [P], of `network`, of two layers or more */
  constructor(network: Network, weights: Float32Array) {
    this.#network = network;
    this.#body = new Network(network.layers.slice(0, -1));
    this.#head = new Network(network.layers.slice(-1));
    this.#weights = weights;
  }

  /** @param images [m, ...inputShape], flat, in [0, 1] */
  judge(images: Float32Array): Judgement {
    const size = this.#network.inputShape.reduce((product, side) => product * side, 1);
    const count = images.length / size;
    const [width, classes] = [this.#body.classes, this.#network.classes];
    const features = new Float32Array(count * width);
    const probabilities = new Float32Array(count * classes);
    const split = parameterCount(this.#body.layout);
    for (let start = 0; start < count; start += most) {
      const m = Math.min(most, count - start);
      const chunk = images.subarray(start * size, (start + m) * size);
      const seen = logits(this.#body, this.#weights.subarray(0, split), chunk, m);
      const z = logits(this.#head, this.#weights.subarray(split), seen, m);
      features.set(seen, start * width);
      for (let i = 0; i < m; i++) {
        probabilities.set(softmax(z.subarray(i * classes, (i + 1) * classes)), (start + i) * classes);
      }
    }
    return { probabilities, features };
  }

  /** How often it is right about `test`. @throws {RangeError} on an empty store */
  skill(test: ExampleStore): JudgeSkill {
    if (test.count === 0) throw new RangeError("a judge cannot be tested: the test split holds no examples");
    const { classes } = this.#network;
    const right = new Float64Array(classes);
    const seen = new Float64Array(classes);
    for (let start = 0; start < test.count; start += most) {
      const count = Math.min(most, test.count - start);
      const { images, labels } = test.gather(Int32Array.from({ length: count }, (_, i) => start + i));
      const { probabilities } = this.judge(images);
      for (const [i, label] of labels.entries()) {
        const row = probabilities.subarray(i * classes, (i + 1) * classes);
        seen[label]++;
        if (row.indexOf(Math.max(...row)) === label) right[label]++;
      }
    }
    return {
      model: describeNetwork(this.#network),
      accuracy: right.reduce((sum, count) => sum + count, 0) / test.count,
      classAccuracy: Array.from(right, (count, label) => (seen[label] === 0 ? null : count / seen[label])),
    };
  }
}

function softmax(z: Float32Array): Float32Array {
  const largest = Math.max(...z);
  const powers = z.map((value) => Math.exp(value - largest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}
