import { beforeAll, describe, expect, it } from "vitest";
import { summedGradient } from "../../learning/gradient.js";
import { sgdStep } from "../../learning/sgd.js";
import { RngStream } from "../../random/rng-stream.js";
import { useBackend } from "../../tensor/backend/index.js";
import { sigmoid } from "../../tensor/layers/activations.js";
import { conv2d } from "../../tensor/layers/conv2d.js";
import { dense } from "../../tensor/layers/dense.js";
import { flatten } from "../../tensor/layers/flatten.js";
import { tensorCount } from "../../tensor/memory.js";
import { Network } from "../../tensor/network.js";
import { deltaTurn } from "./delta-turn.js";
import { meanTurn } from "./mean-turn.js";
import { gradientTurn } from "./simulated-turn.js";
import type { SimulatedTurn } from "./simulated-turn.js";

const convolution = conv2d([4, 4, 1], { kernelSide: 3, filters: 2, padding: 1, initialiser: { uniform: 1 } });
const network = new Network([convolution, sigmoid([4, 4, 2]), flatten([4, 4, 2]), dense(32, 3, { uniform: 1 })]);
const [pixels, classes, groups, lotSize] = [16, 3, 2, 4];
const rng = RngStream.fromSeed(3);
const weights = [1, 2].map((seed) => network.initialise(RngStream.fromSeed(seed)));
const own = Float32Array.of(...weights[0], ...weights[1]);
const labels = Int32Array.of(0, 2, 2, 1, 1, 1, 0, 2);
const lots = {
  groups,
  images: Float32Array.from({ length: groups * lotSize * pixels }, () => rng.uniform()),
  targets: Float32Array.from({ length: groups * lotSize * classes }, (_, i) =>
    Number(labels[Math.floor(i / classes)] === i % classes),
  ),
};
const lotOf = (step: number) => [Int32Array.of(0, 3), Int32Array.of(1, 2), Int32Array.of(3, 1)][step];
const schedule = { learningRate: 0.4, divisor: 2, steps: 3 };

beforeAll(async () => void (await useBackend("wasm")));

/** The examples of a turn at `members`, by label. */
const examplesOf = (group: number, members: readonly number[]) => ({
  images: Float32Array.from(
    members.flatMap((i) => [...lots.images.subarray((group * lotSize + i) * pixels).subarray(0, pixels)]),
  ),
  labels: Int32Array.from(members, (i) => labels[group * lotSize + i]),
  shape: [4, 4, 1],
});

/** What training on those lots really changes. */
function trained(from: Float32Array, group: number, stepLots: readonly (readonly number[])[]): Float32Array {
  const end = stepLots.reduce((local, members) => {
    const { gradient } = summedGradient(network, local, examplesOf(group, members));
    return sgdStep(local, gradient, schedule.learningRate / schedule.divisor);
  }, from);
  return sgdStep(end, from, 1);
}

function updatesOf(turn: SimulatedTurn, of = lots): Float32Array {
  return turn.differentiate(of, (updates) => new Float32Array(updates.length)).updates;
}

const near = (values: Float32Array, digits: number) => [...values].map((value) => expect.closeTo(value, digits));

describe("the update is what training uploads", () => {
  it("of one lot, at weights of each turn's own and at shared ones", () => {
    const gradients = weights.map((w, k) => summedGradient(network, w, examplesOf(k, [0, 1, 2, 3])).gradient);
    const updates = updatesOf(gradientTurn(network, own, 5));
    gradients.forEach((gradient, k) =>
      expect([...updates.subarray(k * gradient.length, (k + 1) * gradient.length)]).toEqual(
        near(
          gradient.map((value) => value / 5),
          6,
        ),
      ),
    );
    const shared = updatesOf(gradientTurn(network, weights[0], 5));
    expect([...shared.subarray(0, shared.length / 2)]).toEqual(near(updates.subarray(0, updates.length / 2), 6));
  });

  it("of steps on different lots", () => {
    const updates = updatesOf(deltaTurn(network, own, { ...schedule, lotOf }));
    const expected = weights.flatMap((w, k) => [
      ...trained(
        w,
        k,
        [0, 1, 2].map((step) => [...lotOf(step)]),
      ),
    ]);
    expect([...updates]).toEqual(near(Float32Array.from(expected), 5));
  });

  it("of steps on the whole lot", () => {
    const everything = [0, 1, 2, 3];
    const updates = updatesOf(deltaTurn(network, weights[1], schedule));
    const expected = trained(weights[1], 1, [everything, everything, everything]);
    expect([...updates.subarray(updates.length / 2)]).toEqual(near(expected, 5));
  });

  it("of two participants, as a mean", () => {
    const updates = updatesOf(meanTurn(network, own, 2, (at) => deltaTurn(network, at, schedule)));
    const parts = [
      [0, 1],
      [2, 3],
    ].map((members) => trained(weights[1], 1, [members, members, members]));
    const expected = parts[0].map((value, i) => (value + parts[1][i]) / 2);
    expect([...updates.subarray(updates.length / 2)]).toEqual(near(expected, 5));
  });
});

describe.each<[string, () => SimulatedTurn]>([
  ["a gradient", () => gradientTurn(network, own, 5)],
  ["a delta of three steps", () => deltaTurn(network, own, schedule)],
  ["a delta of three steps on different lots", () => deltaTurn(network, weights[0], { ...schedule, lotOf })],
  ["the mean of two deltas", () => meanTurn(network, own, 2, (at) => deltaTurn(network, at, schedule))],
])("the derivative of %s", (_, turnOf) => {
  it("is that of central differences, by images and by targets", () => {
    const turn = turnOf();
    const size = updatesOf(turn).length;
    const direction = Float32Array.from({ length: size }, () => rng.gaussian());
    const found = turn.differentiate(lots, () => direction);
    const slopeOf = (name: "images" | "targets") => {
      const along = lots[name].map(() => rng.gaussian());
      const inner = (step: number) => {
        const moved = { ...lots, [name]: lots[name].map((value, i) => value + step * along[i]) };
        return updatesOf(turn, moved).reduce((sum, value, i) => sum + value * direction[i], 0);
      };
      const difference = (step: number) => (inner(step) - inner(-step)) / (2 * step);
      return {
        // two steps, so that what grows with their square cancels
        expected: (4 * difference(0.005) - difference(0.01)) / 3,
        found: found[name].reduce((sum, value, i) => sum + value * along[i], 0),
      };
    };
    for (const name of ["images", "targets"] as const) {
      for (let trial = 0; trial < 4; trial++) {
        const slope = slopeOf(name);
        expect(Math.abs(slope.found - slope.expected)).toBeLessThan(2e-3 * (1 + Math.abs(slope.expected)));
      }
    }
  });

  it("leaves no tensor behind", () => {
    const turn = turnOf();
    const before = tensorCount();
    updatesOf(turn);
    expect(tensorCount()).toBe(before);
  });
});
