import { beforeAll, describe, expect, test } from "vitest";
import { availableBackends } from "../../test/contract/backends.js";
import { expectClose } from "../../test/contract/numbers.js";
import { useBackend } from "./backend/index.js";
import { relu } from "./layers/activations.js";
import { dense } from "./layers/dense.js";
import { flatten } from "./layers/flatten.js";
import { tensorCount } from "./memory.js";
import { Network } from "./network.js";
import { backpropagate, logits, weightGradient } from "./passes.js";

const network = new Network([flatten([2, 1]), dense(2, 2, "he-normal"), relu([2]), dense(2, 2, "glorot-uniform")]);
/** kernel [[1, -1], [2, 1]], bias [0, 1]; then the identity with bias [0, 0.5] */
const weights = Float32Array.of(1, -1, 2, 1, 0, 1, 1, 0, 0, 1, 0, 0.5);
/** pre-activations [5, 2] and [3, -2], hidden [5, 2] and [3, 0], logits [5, 2.5] and [3, 0.5]: worked out by hand */
const examples = { images: Float32Array.of(1, 2, 3, 0), labels: Int32Array.of(0, 1), shape: [2, 1] };

/** probability of class 0 when it leads by 2.5 logits */
const p = 1 / (1 + Math.exp(-2.5));

describe.each(availableBackends)("passes on %s", (backend) => {
  beforeAll(async () => {
    await useBackend(backend);
  });

  test("logits", () => {
    expectClose(logits(network, weights, examples.images, 2), [5, 2.5, 3, 0.5], 1e-6);
    expect(logits(network, weights, new Float32Array(0), 0)).toHaveLength(0);
  });

  test("backpropagate: inputs and output gradients of the layers with weights, of the summed loss", () => {
    const { losses, layers } = backpropagate(network, weights, examples);
    expectClose(losses, [-Math.log(p), -Math.log(1 - p)], 1e-6);
    expect([layers.length, layers[0], layers[2]]).toEqual([4, undefined, undefined]);
    expectClose(layers[1]!.input, [1, 2, 3, 0], 1e-6);
    expectClose(layers[3]!.input, [5, 2, 3, 0], 1e-6);
    expectClose(layers[3]!.outputGradient, [p - 1, 1 - p, p, -p], 1e-6);
    // the second unit is dead for the second example
    expectClose(layers[1]!.outputGradient, [p - 1, 1 - p, p, 0], 1e-6);
  });

  test("weightGradient scales each example's part by its factor", () => {
    const norms: number[] = [];
    const { gradient } = weightGradient(network, weights, examples, (squaredNorms) => {
      norms.push(...squaredNorms.flatMap((own) => [...own]));
      return squaredNorms.map(() => Float32Array.of(0, 2));
    });
    // ‖δ‖²(‖a‖² + 1): of the first layer, 1 + 4 + 1 and 9 + 1, then of the last, 25 + 4 + 1 and 9 + 1
    const q = 1 - p;
    expectClose(norms, [2 * q ** 2 * 6, p ** 2 * 10, 2 * q ** 2 * 30, 2 * p ** 2 * 10], 1e-6);
    const doubled = [6 * p, 0, 0, 0, 2 * p, 0, 6 * p, -6 * p, 0, 0, 2 * p, -2 * p];
    expectClose(gradient, doubled, 1e-6);
  });

  test("weightGradient takes factors of their own for every layer", () => {
    const plain = weightGradient(network, weights, examples).gradient;
    const { gradient } = weightGradient(network, weights, examples, () => [
      Float32Array.of(1, 1),
      Float32Array.of(3, 3),
    ]);
    const [first] = network.layout.filter(({ name }) => name.startsWith("dense-2"));
    gradient.forEach((value, i) => expect(value).toBeCloseTo(plain[i] * (i < first.offset ? 1 : 3), 5));
  });

  test("what they return is the caller's own", () => {
    const { layers } = backpropagate(network, weights, examples);
    layers[1]!.input.fill(9);
    expect([...examples.images]).toEqual([1, 2, 3, 0]);
  });

  test("leave no tensor behind, not even when they fail", () => {
    const before = tensorCount();
    logits(network, weights, examples.images, 2);
    backpropagate(network, weights, examples);
    const wrongLabel = { ...examples, labels: Int32Array.of(0, 7) };
    expect(() => weightGradient(network, weights, wrongLabel)).toThrow("label 7 of example 1 is not in [0, 2)");
    expect(() => logits(network, weights.slice(1), examples.images, 2)).toThrow(
      "11 weights were given, the network has 12",
    );
    expect(tensorCount()).toBe(before);
  });
});
