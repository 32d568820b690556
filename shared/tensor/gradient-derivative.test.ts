import { beforeAll, describe, expect, test } from "vitest";
import { availableBackends } from "../../test/contract/backends.js";
import { centralDifferences, dot, expectClose, moved } from "../../test/contract/numbers.js";
import { RngStream } from "../random/rng-stream.js";
import { useBackend } from "./backend/index.js";
import { differentiateGradients, groupedGradients } from "./gradient-derivative.js";
import type { GroupedLots } from "./gradient-derivative.js";
import { relu, sigmoid, tanh } from "./layers/activations.js";
import { conv2d } from "./layers/conv2d.js";
import { dense } from "./layers/dense.js";
import { flatten } from "./layers/flatten.js";
import { maxPool } from "./layers/max-pool.js";
import { pad } from "./layers/pad.js";
import { tensorCount } from "./memory.js";
import { Network } from "./network.js";
import { parameterCount } from "./param-vector.js";
import { weightGradient } from "./passes.js";

const classes = 3;
const smooth = new Network([
  pad([6, 5, 1], { top: 1, bottom: 1, left: 1, right: 0 }),
  conv2d([8, 6, 1], { kernelSide: 3, filters: 2, initialiser: { uniform: 0.5 } }),
  maxPool([6, 4, 2], 2),
  tanh([3, 2, 2]),
  conv2d([3, 2, 2], { kernelSide: 3, filters: 3, stride: 2, padding: 1, initialiser: { uniform: 0.5 } }),
  sigmoid([2, 1, 3]),
  flatten([2, 1, 3]),
  dense(6, 4, { uniform: 0.8 }),
  tanh([4]),
  dense(4, classes, { uniform: 0.8 }),
]);
const kinked = new Network([
  flatten([6, 5, 1]),
  dense(30, 5, { uniform: 0.8 }),
  relu([5]),
  dense(5, classes, { uniform: 0.8 }),
]);

const [groups, each] = [3, 2];

function lotsFrom(rng: RngStream, network: Network, count = groups): GroupedLots {
  const size = network.inputShape.reduce((product, side) => product * side, 1);
  const images = Float32Array.from({ length: count * each * size }, () => rng.gaussian());
  const targets = new Float32Array(count * each * classes);
  for (let i = 0; i < targets.length; i += classes) {
    const draws = Array.from({ length: classes }, () => rng.uniform());
    const total = draws.reduce((sum, value) => sum + value, 0);
    targets.set(
      draws.map((value) => value / total),
      i,
    );
  }
  return { groups: count, images, targets };
}

/** Group k of the lots alone. */
function only({ images, targets, groups: all }: GroupedLots, k: number): GroupedLots {
  return { groups: 1, images: part(images, k, all), targets: part(targets, k, all) };
}

const part = (values: Float32Array, k: number, parts: number): Float32Array =>
  values.slice((k * values.length) / parts, ((k + 1) * values.length) / parts);

describe.each(availableBackends)("gradients of groups and their derivatives on %s", (backend) => {
  beforeAll(async () => {
    await useBackend(backend);
  });

  describe.each([
    ["convolutions, pooling, tanh and sigmoid", smooth],
    ["a perceptron with relu", kinked],
  ])("%s", (_, network) => {
    const count = parameterCount(network.layout);
    const rng = RngStream.fromSeed(18);
    const lots = lotsFrom(rng, network);
    const shared = network.initialise(rng.fork("weights"));
    const own = Float32Array.from({ length: groups * count }, (_, i) => shared[i % count] + 0.05 * rng.gaussian());
    const v = Float32Array.from({ length: groups * count }, () => rng.gaussian());

    describe.each([
      ["shared weights", shared],
      ["weights of each group's own", own],
    ])("%s", (_, weights) => {
      const weightsOf = (k: number) => (weights === own ? part(own, k, groups) : shared);
      const derivative = () => differentiateGradients(network, weights, lots, () => v, { weights: true });
      /** ⟨v, g⟩ at other images, targets or weights */
      const along = (change: Partial<GroupedLots>, at: Float32Array = weights) =>
        dot(groupedGradients(network, at, { ...lots, ...change }).gradients, v);

      test("the gradients are those of the groups, the losses those of the examples", () => {
        const { gradients, losses } = groupedGradients(network, weights, lots);
        const again = derivative();
        expect([again.gradients, again.losses]).toEqual([gradients, losses]);
        for (let k = 0; k < groups; k++) {
          const alone = groupedGradients(network, weightsOf(k), only(lots, k));
          expectClose(part(gradients, k, groups), alone.gradients, 1e-6);
          expectClose(part(losses, k, groups), alone.losses, 1e-6);
        }
      });

      test("the gradient of a group agrees with a difference of its losses", () => {
        const h = 2 ** -10;
        const { gradients } = groupedGradients(network, weights, lots);
        for (let k = 0; k < groups; k++) {
          const [above, below] = [h, -h].map((t) => {
            const { losses } = groupedGradients(network, moved(weightsOf(k), part(v, k, groups), t), only(lots, k));
            return losses.reduce((sum, loss) => sum + loss, 0);
          });
          expectClose([dot(part(gradients, k, groups), part(v, k, groups))], [(above - below) / (2 * h)], 1e-3);
        }
      });

      test("by the images, as by central differences", () => {
        const difference = centralDifferences((images) => along({ images }), lots.images, 2 ** -9);
        expectClose(derivative().images, difference, 3e-3);
      });

      test("by the targets, as by central differences", () => {
        const difference = centralDifferences((targets) => along({ targets }), lots.targets, 2 ** -5);
        expectClose(derivative().targets, difference, 1e-3);
      });

      test("by the weights, as by a central difference: the Hessian of each group times its direction", () => {
        const h = 2 ** -10;
        for (let k = 0; k < groups; k++) {
          const [at, direction] = [weightsOf(k), part(v, k, groups)];
          const [above, below] = [h, -h].map(
            (t) => groupedGradients(network, moved(at, direction, t), only(lots, k)).gradients,
          );
          const expected = above.map((g, p) => (g - below[p]) / (2 * h));
          expectClose(part(derivative().weights!, k, groups), expected, 3e-3);
        }
      });

      test("a group alone gives the same", () => {
        const together = derivative();
        for (let k = 0; k < groups; k++) {
          const alone = differentiateGradients(network, weightsOf(k), only(lots, k), () => part(v, k, groups), {
            weights: true,
          });
          for (const of of ["images", "targets", "weights"] as const) {
            expectClose(part(together[of]!, k, groups), alone[of]!, 1e-5);
          }
        }
      });
    });
  });

  test("with hard targets, the gradient is that of training", () => {
    const rng = RngStream.fromSeed(3);
    const lots = lotsFrom(rng, smooth, 1);
    const weights = smooth.initialise(rng);
    const examples = { images: lots.images, labels: Int32Array.of(2, 0), shape: smooth.inputShape };
    const targets = Float32Array.of(0, 0, 1, 1, 0, 0);
    const { gradients, losses } = groupedGradients(smooth, weights, { ...lots, targets });
    expect({ gradient: gradients, losses }).toEqual(weightGradient(smooth, weights, examples));
  });

  test("directions are made from the gradients; derivatives by the weights only where asked for", () => {
    const rng = RngStream.fromSeed(5);
    const lots = lotsFrom(rng, smooth);
    const weights = smooth.initialise(rng);
    // F = ‖g‖² / 2: v = g
    const found = differentiateGradients(smooth, weights, lots, ({ gradients }) => gradients);
    expect(found.weights).toBeUndefined();
    const objective = (images: Float32Array) => {
      const { gradients } = groupedGradients(smooth, weights, { ...lots, images });
      return dot(gradients, gradients) / 2;
    };
    expectClose(found.images, centralDifferences(objective, lots.images, 2 ** -8), 3e-3);
  });

  test("leave no tensor behind, not even when they fail, and their arguments as they were", () => {
    const rng = RngStream.fromSeed(9);
    const lots = lotsFrom(rng, smooth);
    const weights = smooth.initialise(rng);
    const copies = structuredClone([lots.images, lots.targets, weights]);
    const before = tensorCount();
    for (let i = 0; i < 3; i++) {
      differentiateGradients(smooth, weights, lots, ({ gradients }) => gradients, { weights: true });
    }
    expect(() => differentiateGradients(smooth, weights, lots, () => weights)).toThrow(
      `directions of ${weights.length} values were given for gradients of ${groups * weights.length}`,
    );
    expect(tensorCount()).toBe(before);
    expect([lots.images, lots.targets, weights]).toEqual(copies);
  });
});

test("what does not fit is refused", () => {
  const rng = RngStream.fromSeed(9);
  const lots = lotsFrom(rng, smooth);
  const weights = smooth.initialise(rng);
  expect(() => groupedGradients(smooth, weights, { ...lots, groups: 4 })).toThrow("are not 4 equal groups of examples");
  expect(() => groupedGradients(smooth, weights, { ...lots, images: lots.images.slice(1) })).toThrow(RangeError);
  expect(() => groupedGradients(smooth, weights.slice(1), lots)).toThrow(
    `the network has ${weights.length} parameters, or ${3 * weights.length} for 3 groups with their own`,
  );
});
