import { describe, expect, it } from "vitest";
import { controlsFrom } from "../../../lab/score/controls.js";
import { ImpossibleCombination } from "../../../shared/plugins/plugin.js";
import { RngStream } from "../../../shared/random/rng-stream.js";
import { useBackend } from "../../../shared/tensor/backend/index.js";
import { tensorCount } from "../../../shared/tensor/memory.js";
import { auxiliary, initOf, lotOf, updateOf } from "../../../test/support/curious-server.js";
import { matchClaims, modelOf } from "../../../test/support/gradient-matching.js";
import { mean, scoreOf, strategyNamed } from "../../../test/support/score-claims.js";
import { gradientMatching } from "./index.js";

await useBackend("wasm");

const network = modelOf("lenet-sigmoid");
const weights = network.initialise(RngStream.fromSeed(1));
const lots = [0, 1, 2].map((i) => lotOf(1, RngStream.fromSeed(5).fork("lot", i)));
const observations = lots.map((lot, participant) => ({
  participant,
  round: 1,
  weights,
  update: updateOf(network, weights, lot, 1),
}));
const init = { ...initOf(network, 1), sampling: "fixed" as const };

describe("gradient-matching of LeNet with sigmoids", () => {
  it("finds single images and their labels, where the best guess without the update does not", async () => {
    const claims = await matchClaims({ iterations: 400 }, init, observations);
    const scores = claims.map((claim, i) => scoreOf(strategyNamed(claim, "matched"), lots[i]));
    expect(Math.min(...scores.flatMap(({ psnrDb }) => psnrDb))).toBeGreaterThan(40);
    expect(scores.map(({ labels }) => labels)).toEqual([1, 1, 1]);
    const control = controlsFrom(auxiliary)
      .find(({ name }) => name === "class-mean")!
      .guess(10);
    expect(mean(lots.flatMap((lot) => scoreOf(control, lot).psnrDb))).toBeLessThan(16);
    expect(claims[0].explanation.join("\n")).toMatch(/cosine distance .*e-\d+ after/);
    expect(claims[0].explanation.join("\n")).toMatch(/revealed 13426 of 13426 parameters: 17\.1 a pixel of 1 image/);
  });

  it("finds nothing where the update is another network's", async () => {
    const other = network.initialise(RngStream.fromSeed(2));
    const foreign = observations.map((observation) => ({ ...observation, weights: other }));
    const claims = await matchClaims({ iterations: 200 }, init, foreign);
    const scores = claims.map((claim, i) => scoreOf(strategyNamed(claim, "matched"), lots[i]));
    expect(Math.max(...scores.flatMap(({ psnrDb }) => psnrDb))).toBeLessThan(16);
    expect(claims[0].explanation.join("\n")).toMatch(/not converged: .* unexplained/);
  });

  it("searches for labels along with the images, DLG's way", async () => {
    const [claim] = await matchClaims({ labels: "joint", iterations: 500 }, init, observations.slice(0, 1));
    const score = scoreOf(strategyNamed(claim, "matched"), lots[0]);
    expect(score.labels).toBe(1);
    expect(score.psnrDb[0]).toBeGreaterThan(25);
    expect(claim.explanation).toContain("labels were searched for along with the images");
  });

  it("says so where labels were given, and keeps the restart of the least objective", async () => {
    const labels = [lots[0].labels[0]];
    const [claim] = await matchClaims({ labels, restarts: 2, iterations: 40 }, init, observations.slice(0, 1));
    expect(claim.explanation).toContain("labels were known beforehand, not found");
    expect(claim.explanation[0]).toMatch(/the least of 2 restarts/);
  });

  it("records its way: a falling curve and frames that end with the claim", async () => {
    const [claim] = await matchClaims({ iterations: 60 }, init, observations.slice(0, 1));
    const { strategy, iterations, objective, frameIterations, frames } = claim.history!;
    expect(strategy).toBe("matched");
    expect(iterations[0]).toBe(0);
    expect(objective).toHaveLength(iterations.length);
    expect(objective).toEqual(objective.toSorted((a, b) => b - a));
    expect(frames).toHaveLength(frameIterations.length * 784);
    expect(frames.slice(-784)).toEqual(strategyNamed(claim, "matched").images);
  });
});

describe("gradient-matching, as a plug-in", () => {
  it("is deterministic, leaves observations as they were and holds no tensors afterwards", async () => {
    const before = structuredClone(observations);
    const tensors = tensorCount();
    const first = await matchClaims({ iterations: 10 }, init, observations);
    expect(await matchClaims({ iterations: 10 }, init, observations)).toEqual(first);
    expect(observations).toEqual(before);
    expect(tensorCount()).toBe(tensors);
  });

  it("reports progress until all is done", async () => {
    const attack = gradientMatching.create(gradientMatching.params.parse({ iterations: 30 }), init);
    for (const observation of observations) attack.observe(observation);
    const reports = [];
    for await (const report of attack.infer(new AbortController().signal)) reports.push(report);
    expect(reports.length).toBeGreaterThan(20);
    expect(reports.map(({ done }) => done)).toEqual(reports.map(({ done }) => done).toSorted((a, b) => a - b));
    expect(reports.at(-1)).toMatchObject({ done: 90, total: 90 });
    expect(reports[0].note).toMatch(/^round 1, participant 0 and 2 more: objective /);
  });

  it("stops when told to, with the best so far, and a guess for what it had not begun", async () => {
    // 20 restarts of one image leave no room for a second turn in the same pass
    const attack = gradientMatching.create(gradientMatching.params.parse({ restarts: 20, iterations: 100_000 }), init);
    for (const observation of observations) attack.observe(observation);
    const abort = new AbortController();
    let asked = Infinity;
    setTimeout(() => {
      asked = performance.now();
      abort.abort();
    }, 1000);
    const inference = attack.infer(abort.signal);
    let end = await inference.next();
    while (end.done !== true) end = await inference.next();
    expect(performance.now() - asked).toBeLessThan(500);
    expect(end.value).toHaveLength(3);
    expect(end.value[0].explanation[1]).toMatch(/stopped before the search was over/);
    expect(end.value[2].explanation[0]).toMatch(/stopped before the search of this turn began/);
    expect(end.value[2].strategies.map(({ images }) => images.length)).toEqual([784, 784]);
  });

  it("finds an empty lot behind a zero update", async () => {
    const update = new Float32Array(weights.length);
    const [claim] = await matchClaims({}, init, [{ participant: 0, round: 1, weights, update }]);
    expect(claim.lotSize).toBe(0);
    expect(claim.explanation).toEqual(["the update is zero: the lot was empty, there is nothing to match"]);
  });

  it("guesses from labels alone where there are too many images", async () => {
    const lot = lotOf(20, RngStream.fromSeed(3));
    const update = updateOf(network, weights, lot, 20);
    const many = { ...init, batchSize: 20 };
    const [claim] = await matchClaims({ maxImages: 8 }, many, [{ participant: 0, round: 1, weights, update }]);
    expect(claim.lotSize).toBe(20);
    expect(claim.explanation[0]).toMatch(/too many images: an update of 20, more than maxImages, 8/);
    expect(claim.history).toBeUndefined();
  });

  it("names an update that is not finite or of the wrong length", () => {
    const attack = gradientMatching.create(gradientMatching.params.parse({}), init);
    const update = observations[0].update.slice();
    update[17] = NaN;
    expect(() => attack.observe({ participant: 3, round: 2, weights, update })).toThrow(
      /update of participant 3 in round 2 is NaN at 17/,
    );
    expect(() => attack.observe({ participant: 3, round: 2, weights, update: update.slice(1) })).toThrow(RangeError);
  });

  it.each([
    ["local steps of a gradient", { localSteps: 3 }, /gradient of one lot, without local steps/],
    ["a label that is no class", { labels: [3, 10] }, /label 10 is not one of the 10 classes/],
    ["labels of other images than there are", { labels: [3, 4] }, /2 labels are listed, but an update is of 1 images/],
    ["more images than it may search for", { labels: [3, 4], lotSize: 2, maxImages: 1 }, /but maxImages is 1/],
  ])("refuses %s", (_, given, message) => {
    const create = () => gradientMatching.create(gradientMatching.params.parse(given), init);
    expect(create).toThrow(ImpossibleCombination);
    expect(create).toThrow(message);
  });

  it.each([{ iterations: 0 }, { labels: [] }, { labels: "known" }, { lotSize: 0 }, { optimizer: "adam" }])(
    "takes no parameters such as %o",
    (given) => expect(gradientMatching.params.safeParse(given).success).toBe(false),
  );
});
