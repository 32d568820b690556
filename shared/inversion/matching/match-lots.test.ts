import { beforeAll, describe, expect, it } from "vitest";
import { datasets } from "../../datasets/index.js";
import { summedGradient } from "../../learning/gradient.js";
import { toPsnrDb } from "../../metrics/pairs.js";
import { lenetSigmoid } from "../../models/lenet-sigmoid/index.js";
import { RngStream } from "../../random/rng-stream.js";
import { useBackend } from "../../tensor/backend/index.js";
import { tensorCount } from "../../tensor/memory.js";
import { matchLots } from "./match-lots.js";
import type { Match, MatchProgress, MatchTarget, Optimiser } from "./match-lots.js";
import { cosineDistance, squaredDistance } from "./objective.js";
import { outsideBox } from "./prior.js";
import { gradientTurn } from "./simulated-turn.js";
import { noiseStart } from "./start.js";

const network = lenetSigmoid.create({ initialRange: 0.5 }, { inputShape: [28, 28, 1], classes: 10 });
const train = datasets[0].create({}, { folder: "." }).open("train");
const weights = network.initialise(RngStream.fromSeed(1));
const others = network.initialise(RngStream.fromSeed(2));
const settings = (optimiser: Optimiser) => ({
  network,
  turnAt: (at: Float32Array) => gradientTurn(network, at, 1),
  optimiser,
});
const quick: Optimiser = { kind: "lbfgs", iterations: 400, enough: 1e-7 };
const brief: Optimiser = { kind: "lbfgs", iterations: 12 };

beforeAll(async () => void (await useBackend("wasm")));

const imageAt = (index: number) => train.gather([index]);

function targetAt(index: number, at = weights, more: Partial<MatchTarget> = {}): MatchTarget {
  const { images, labels, shape } = imageAt(index);
  const update = summedGradient(network, at, { images, labels, shape }).gradient;
  const start = noiseStart(784, RngStream.fromSeed(index).fork("start"));
  return { weights: at, objective: cosineDistance({ update }), penalties: [], labels, starts: [start], ...more };
}

const finish = (targets: readonly MatchTarget[], optimiser: Optimiser) => rest(matchLots(targets, settings(optimiser)));

function rest(search: ReturnType<typeof matchLots>): readonly Match[] {
  for (;;) {
    const step = search.next();
    if (step.done === true) return step.value;
  }
}

function psnrDb(images: Float32Array, index: number): number {
  const truth = imageAt(index).images;
  const clipped = images.map((value) => Math.min(1, Math.max(0, value)));
  return toPsnrDb(clipped.reduce((sum, value, i) => sum + (value - truth[i]) ** 2, 0) / 784);
}

describe("one image of LeNet-sigmoid", () => {
  it("comes back, several targets in one pass, at weights of their own too", () => {
    const matches = finish([targetAt(7), targetAt(8), targetAt(9, others)], quick);
    [7, 8, 9].forEach((index, k) => expect(psnrDb(matches[k].images, index)).toBeGreaterThan(35));
    expect(matches.map(({ end }) => end)).toEqual(["reached", "reached", "reached"]);
  });

  it("comes back along with its label, by squares", () => {
    const { images, labels, shape } = imageAt(7);
    const update = summedGradient(network, weights, { images, labels, shape }).gradient;
    const target = targetAt(7, weights, { objective: squaredDistance({ update }) });
    const joint: MatchTarget = {
      weights,
      objective: target.objective,
      penalties: [outsideBox(0.1)],
      starts: target.starts,
    };
    const [match] = finish([joint], { ...quick, iterations: 500 });
    expect(match.labels).toEqual(labels);
    expect(psnrDb(match.images, 7)).toBeGreaterThan(30);
  });

  it("does not come back from an update of shuffled coordinates, nor at other weights", () => {
    const { images, labels, shape } = imageAt(7);
    const { gradient } = summedGradient(network, weights, { images, labels, shape });
    const order = RngStream.fromSeed(5).permutation(gradient.length);
    const shuffled = gradient.map((_, i) => gradient[order[i]]);
    const [control, elsewhere] = finish(
      [
        targetAt(7, weights, { objective: cosineDistance({ update: shuffled }) }),
        targetAt(7, others, { objective: cosineDistance({ update: gradient }) }),
      ],
      { ...quick, iterations: 150 },
    );
    for (const match of [control, elsewhere]) {
      expect(psnrDb(match.images, 7)).toBeLessThan(15);
      expect(match.objective).toBeGreaterThan(0.01);
    }
  });
});

describe("what is kept", () => {
  it("is the restart of the lowest objective", () => {
    const good = imageAt(7).images.map((value) => value + 0.01);
    const starts = [noiseStart(784, RngStream.fromSeed(1)), good, noiseStart(784, RngStream.fromSeed(2))];
    expect(finish([targetAt(7, weights, { starts })], brief)[0].restart).toBe(1);
  });

  it("is the same alone as together, but for rounding", () => {
    const [alone] = finish([targetAt(7)], brief);
    const [, together] = finish([targetAt(8), targetAt(7)], brief);
    expect(together.objective / alone.objective).toBeCloseTo(1, 1);
  });

  it("is there after every pass, with how it came about", () => {
    const search = matchLots([targetAt(7)], settings({ kind: "adam", learningRate: 0.1, iterations: 40 }));
    const start = targetAt(7).starts[0];
    const first = search.next().value as MatchProgress;
    expect(first).toMatchObject({ iteration: 1, iterations: 40 });
    expect(first.matches()[0].images).toEqual(start);
    const [last] = rest(search);
    const { record, objective, end } = last;
    expect(end).toBe("exhausted");
    expect(record.iterations).toEqual(Array.from({ length: 40 }, (_, i) => i));
    expect(record.objective).toEqual(record.objective.toSorted((a, b) => b - a));
    expect(record.objective.at(-1)).toBe(objective);
    expect(record.frameIterations[0]).toBe(0);
    expect(record.frameIterations.at(-1)).toBe(39);
    expect(record.frames).toHaveLength(record.frameIterations.length);
    expect(record.frames[0]).toEqual(start);
    expect(record.frames.at(-1)).toEqual(last.images);
  });

  it("follows from its arguments, and leaves no tensor behind", () => {
    const targets = [targetAt(7), targetAt(8)];
    const before = tensorCount();
    const first = finish(targets, brief);
    expect(tensorCount()).toBe(before);
    expect(finish(targets, brief)).toEqual(first);
  });
});
