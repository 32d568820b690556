import { describe, expect, test } from "vitest";
import type { Claim } from "../../shared/plugins/attack.js";
import { RngStream } from "../../shared/random/rng-stream.js";
import { scoreAttack } from "./score-attack.js";
import type { ScoringInput } from "./score-attack.js";

const shape = [2, 2];

/** Images of one constant value each. */
const flat = (...values: number[]) => Float32Array.from(values.flatMap((value) => [value, value, value, value]));

/** Class 0 is dark (mean 0.1), class 1 bright (mean 0.9); class 1 is the more frequent. */
const auxiliary = { images: flat(0, 0.2, 0.8, 0.91, 0.99), labels: Int32Array.of(0, 0, 1, 1, 1), shape };

const turn = { participant: 2, round: 1 };

const claim = (strategies: Claim["strategies"], explanation: string[] = []): Claim => ({
  kind: "reconstruction",
  turn,
  lotSize: 2,
  strategies,
  explanation,
});

const input = (claims: Claim[], truths: ScoringInput["truths"]): ScoringInput => ({
  kind: "gradient-inversion",
  seat: "server",
  claims,
  truths,
  auxiliary,
  rng: RngStream.fromSeed(1),
});

const truth = { turn, images: flat(0.3, 1), labels: Int32Array.of(0, 1) };
const perfect = { name: "raw", images: flat(1, 0.3), labels: Int32Array.of(1, 0) };

test("matches claims to truths before scoring, whatever their order", () => {
  const { summary, targets } = scoreAttack(input([claim([perfect])], [truth]));
  expect(summary.metrics.psnrDb).toMatchObject({ value: 100, low: 100, high: 100, n: 2, seeds: 1 });
  expect(summary.metrics.recovered.value).toBe(1);
  // Clopper-Pearson, 2 of 2: the lower bound is (0.05 / 2)^(1 / 2)
  expect(summary.metrics.recovered.low).toBeCloseTo(0.1581, 4);
  expect(summary.verdict).toBe("leaked");
  expect(targets.map(({ label, claimedLabel, index }) => [label, claimedLabel, index])).toEqual([
    [0, 0, 0],
    [1, 1, 1],
  ]);
});

test("controls come from the auxiliary examples and are matched optimally too", () => {
  const { metrics } = scoreAttack(input([claim([perfect])], [truth])).summary;
  // the overall mean is 0.58; errors 0.28² and 0.42²; the class means are 0.1 and 0.9; errors 0.2² and 0.1²
  expect(metrics.mse.controls["mean-image"]).toBeCloseTo((0.28 ** 2 + 0.42 ** 2) / 2, 6);
  expect(metrics.mse.controls["class-mean"]).toBeCloseTo((0.2 ** 2 + 0.1 ** 2) / 2, 6);
  // the class medians are 0.1 and 0.91
  expect(metrics.mse.controls["class-median"]).toBeCloseTo((0.2 ** 2 + 0.09 ** 2) / 2, 6);
  expect(metrics.mse.chance).toBe(metrics.mse.controls["class-median"]);
  expect(metrics.psnrDb.chance).toBeCloseTo((-20 * Math.log10(0.2) - 20 * Math.log10(0.09)) / 2, 4);
});

test("controls guess as often as the strategy did, so that many guesses win nothing by themselves", () => {
  const dark = { turn, images: flat(0.1), labels: Int32Array.of(0) };
  const one = scoreAttack(input([claim([{ ...perfect, images: flat(0.1), labels: Int32Array.of(0) }])], [dark]));
  const two = scoreAttack(input([claim([{ ...perfect, images: flat(0.1, 0), labels: Int32Array.of(0, 0) }])], [dark]));
  // one guess goes to the most frequent class, 0.9; two guesses reach the dark one
  expect(one.summary.metrics.mse.controls["class-mean"]).toBeCloseTo(0.64, 6);
  expect(two.summary.metrics.mse.controls["class-mean"]).toBeCloseTo(0, 12);
});

test("the strongest strategy counts, and every strategy is listed", () => {
  const weak = { name: "weak", images: flat(0.5, 0.5), labels: Int32Array.of(5, 5) };
  const { summary, strongest } = scoreAttack(input([claim([weak, perfect])], [truth]));
  expect(summary.metrics.psnrDb.value).toBe(100);
  expect(summary.metrics.psnrDb.strategies.weak).toBeCloseTo((-20 * Math.log10(0.2) - 20 * Math.log10(0.5)) / 2, 4);
  expect(strongest?.strategy.name).toBe("raw");
});

test("of a sum every target says whose it is, and its place in that lot", () => {
  const sum = { ...truth, images: flat(0.3, 1, 0.6), labels: Int32Array.of(0, 1, 1), owners: [2, 5, 5] };
  const { targets } = scoreAttack(input([claim([perfect])], [sum]));
  expect(targets.map(({ participant, index, label }) => [participant, index, label])).toEqual([
    [2, 0, 0],
    [5, 0, 1],
    [5, 1, 1],
  ]);
});

test("a truth left without a claim scores as mid-grey without a label", () => {
  const half = { name: "raw", images: flat(1), labels: Int32Array.of(1) };
  const { targets } = scoreAttack(input([claim([half])], [truth]));
  expect(targets[0]).toMatchObject({ claimedLabel: -1 });
  expect(targets[0].mse).toBeCloseTo(0.2 ** 2, 6);
  expect(targets[1].psnrDb).toBe(100);
});

test("claims are clipped to [0, 1] and NaN is no claim to anything", () => {
  const wild = { name: "raw", images: flat(7, NaN), labels: Int32Array.of(1, 0) };
  const { targets } = scoreAttack(input([claim([wild])], [{ ...truth, images: flat(0, 1) }]));
  expect(targets.map(({ psnrDb }) => psnrDb)).toEqual([100, 100]);
});

describe("attacks that fail say so and why", () => {
  test("below the control", () => {
    const bad = { name: "raw", images: flat(0.6, 0.6), labels: Int32Array.of(3, 3) };
    const { summary } = scoreAttack(input([claim([bad], ["signal to noise 0.01"])], [truth]));
    expect(summary.verdict).toBe("failed");
    expect(summary.explanation[0]).toMatch(/^attack failed: mean PSNR .*class-median/);
    expect(summary.explanation).toContain("signal to noise 0.01");
    expect(summary.explanation.join()).not.toMatch(/defence worked/);
  });

  test("no claim at all", () => {
    const { summary } = scoreAttack({ ...input([], [truth]), failure: "out of memory" });
    expect(summary.verdict).toBe("failed");
    expect(summary.metrics.psnrDb.n).toBe(2);
    expect(summary.explanation).toContain("the attack itself broke: out of memory");
  });

  test("empty lots leave nothing to score", () => {
    const empty = { turn, images: new Float32Array(0), labels: new Int32Array(0) };
    const scored = scoreAttack(input([claim([])], [empty]));
    expect(scored.summary).toMatchObject({ verdict: "failed", metrics: {} });
    expect(scored.targets).toEqual([]);
  });
});

test("the same seed gives the same interval", () => {
  const noisy = { name: "raw", images: flat(0.9, 0.4), labels: Int32Array.of(1, 0) };
  const run = () => scoreAttack(input([claim([noisy])], [truth]));
  expect(run()).toEqual(run());
  const { low, value, high } = run().summary.metrics.ssim;
  expect(low).toBeLessThan(value);
  expect(high).toBeGreaterThan(value);
});

test("without auxiliary examples there is no control, hence no score", () => {
  const nobody = { images: new Float32Array(0), labels: new Int32Array(0), shape };
  expect(() => scoreAttack({ ...input([], [truth]), auxiliary: nobody })).toThrow(/no auxiliary examples/);
});
