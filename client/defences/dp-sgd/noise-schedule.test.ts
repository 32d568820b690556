/** Noise that falls as a run goes on: Yu et al. 2019. */
import { beforeAll, describe, expect, test } from "vitest";
import { contextAt, createDefence, defenceContract, defenceInit, turnFacts } from "../../../test/contract/defence.js";
import { softmax } from "../../../shared/models/softmax/index.js";
import type { DefenceInit, DefenceState, TurnFacts } from "../../../shared/plugins/defence.js";
import { accountantNamed } from "../../../shared/privacy/accountants/index.js";
import { calibrateNoiseMultiplier } from "../../../shared/privacy/calibrate.js";
import type { DpEvent } from "../../../shared/privacy/events.js";
import { plannedReleases, rawRelease } from "../../../shared/privacy/planned-release.js";
import type { PlannedRelease } from "../../../shared/privacy/planned-release.js";
import type { Examples } from "../../../shared/plugins/task.js";
import { RngStream } from "../../../shared/random/rng-stream.js";
import { useBackend } from "../../../shared/tensor/backend/index.js";
import { dpSgd } from "./index.js";
import { factorIn, noiseSchedule } from "./noise-schedule.js";

const network = softmax.create({}, { inputShape: [2, 2, 1], classes: 2 });
const weights = new Float32Array(10);
const emptyLot: Examples = { images: new Float32Array(0), labels: new Int32Array(0), shape: [2, 2, 1] };
const validationBased = { kind: "validation-based", factor: 0.5, everyRounds: 4, lowest: 0.2, countNoise: 3 };

beforeAll(() => useBackend("cpu"));

for (const schedule of [{ kind: "exponential", rate: 0.1 }, validationBased]) {
  defenceContract({ plugin: dpSgd, params: { clipNorm: 1, targetEpsilon: 8, noiseSchedule: schedule } });
}

const factors = (schedule: unknown, turns = 12): number[] =>
  Array.from({ length: turns }, (_, i) => factorIn(noiseSchedule.parse(schedule), i + 1, turns));

describe("the share of the first noise multiplier, t turns in", () => {
  test.each([
    ["uniform", {}, () => 1, 0],
    ["time-based", { rate: 0.1 }, (t: number) => 1 / (1 + 0.1 * t), 0.01],
    ["exponential", { rate: 0.05 }, (t: number) => Math.exp(-0.05 * t), 0.01],
    ["step", { factor: 0.7, everyRounds: 5 }, (t: number) => 0.7 ** Math.floor(t / 5), 0],
    ["polynomial", { power: 2, lowest: 0.25 }, (t: number) => 0.75 * (1 - t / 12) ** 2 + 0.25, 0.01],
    ["polynomial", { lowest: 0.5, overRounds: 6 }, (t: number) => (t < 6 ? 0.5 * (1 - t / 6) + 0.5 : 0.5), 0.01],
    // as if every count failed to improve
    [
      "validation-based",
      { factor: 0.5, everyRounds: 5, lowest: 0.3 },
      (t: number) => (t < 5 ? 1 : t < 10 ? 0.5 : 0.3),
      0,
    ],
  ])("%s %j: as in the paper, at most 1 %% above it and never below", (kind, parameters, paper, above) => {
    factors({ kind, ...parameters }).forEach((factor, t) => {
      expect(factor).toBeGreaterThanOrEqual(paper(t) * (1 - 1e-9));
      expect(factor).toBeLessThanOrEqual(paper(t) * (1 + above) * (1 + 1e-9));
    });
  });

  test("long runs have few levels, so that they are quick to account for", () => {
    const found = factors({ kind: "exponential", rate: 2e-4 }, 10_000);
    expect(new Set(found).size).toBeLessThan(205);
    found.forEach((factor, t) => expect(factor).toBeLessThanOrEqual(found[t - 1] ?? 1));
  });
});

const release = (params: Record<string, unknown>, facts: TurnFacts, round: number): PlannedRelease =>
  createDefence(dpSgd, { clipNorm: 1, ...params }, defenceInit(facts)).release(
    rawRelease,
    facts,
    round,
  ) as PlannedRelease;

const lotOf = (noiseMultiplier: number, probability = 8 / 600): DpEvent => ({
  type: "poisson-sampled",
  probability,
  event: { type: "gaussian", noiseMultiplier },
});

describe("what is released", () => {
  test("the noise of the round, under which the lots are", () => {
    const params = { noiseMultiplier: 2, noiseSchedule: { kind: "step", factor: 0.5, everyRounds: 3 } };
    const found = [1, 3, 4, 7].map((round) => release(params, turnFacts(), round).event);
    expect(found).toEqual([2, 2, 1, 0.5].map((noise) => lotOf(noise)));
  });

  test("a count of its own noise, on examples that no lot holds, in the turns that begin with one", () => {
    const params = { noiseMultiplier: 2, noiseSchedule: { ...validationBased, heldOut: 0.1 } };
    // 60 of 600 are held out
    const found = [1, 4, 5, 6, 9, 13].map((round) => release(params, turnFacts(), round).event);
    const count: DpEvent = { type: "gaussian", noiseMultiplier: 3 };
    const counted = (noise: number): DpEvent => ({ type: "composed", events: [count, lotOf(noise, 8 / 540)] });
    expect(found).toEqual([
      lotOf(2, 8 / 540),
      lotOf(2, 8 / 540),
      counted(1),
      lotOf(1, 8 / 540),
      counted(0.5),
      counted(0.4),
    ]);
  });

  test("the noise that is added is the noise that is released (chi-square in every round, false alarm 1e-6 each)", () => {
    const facts = turnFacts({ batchSize: 4, turns: 6 });
    const params = { clipNorm: 3, noiseMultiplier: 2, noiseSchedule: { kind: "polynomial", lowest: 0.1 } };
    const defence = createDefence(dpSgd, params, defenceInit(facts));
    for (let round = 1; round <= 6; round++) {
      const { event } = defence.release(rawRelease, facts, round);
      if (event?.type !== "poisson-sampled" || event.event.type !== "gaussian") throw new Error("another event");
      const stddev = (event.event.noiseMultiplier * 3) / 4;
      let chiSquare = 0;
      const n = 500 * 10;
      for (let i = 0; i < 500; i++) {
        const context = { ...contextAt(round, facts), rng: RngStream.fromSeed(3).fork(round, i) };
        const { update } = defence.lotGradient!({ network, weights, lot: emptyLot }, context);
        for (const value of update) chiSquare += (value / stddev) ** 2;
      }
      expect(Math.abs(chiSquare - n)).toBeLessThan(4.9 * Math.sqrt(2 * n));
    }
  });

  test.each(["time-based", "exponential", "step", "polynomial", "validation-based"])(
    "a target is met over the whole schedule, %s, and not undershot",
    (kind) => {
      const parameters = {
        "time-based": { rate: 0.1 },
        exponential: { rate: 0.05 },
        step: { factor: 0.7, everyRounds: 10 },
        polynomial: { lowest: 0.3 },
        "validation-based": { factor: 0.8, everyRounds: 10 },
      }[kind];
      const rdp = accountantNamed("rdp");
      const facts = turnFacts({ batchSize: 60 });
      const target = { epsilon: 4, delta: 1e-5, neighbours: "add-or-remove-one" } as const;
      const calibrate: DefenceInit["calibrate"] = (epsilon, releaseOf) =>
        calibrateNoiseMultiplier(rdp, { ...target, epsilon }, (noise) => [
          plannedReleases((round) => releaseOf(noise, round), 40).event,
        ]);
      const params = { clipNorm: 1, targetEpsilon: 4, noiseSchedule: { kind, ...parameters } };
      const defence = createDefence(dpSgd, params, { facts, before: rawRelease, calibrate });
      const all = Array.from({ length: 40 }, (_, i) => defence.release(rawRelease, facts, i + 1).event!);
      const epsilon = rdp.epsilon(all, 1e-5, "add-or-remove-one");
      expect(epsilon).toBeLessThanOrEqual(4);
      expect(epsilon).toBeGreaterThan(4 * (1 - 1e-6));
    },
  );
});

describe("validation-based", () => {
  const images = Float32Array.of(1, 0, 0, 0, 1, 0, 0, 0);
  const heldOut = (correct: boolean): Examples => ({
    images,
    labels: Int32Array.of(correct ? 0 : 1, correct ? 0 : 1),
    shape: [2, 2, 1],
  });
  const facts = turnFacts({ examples: 20, batchSize: 4 });
  const schedule = { ...validationBased, countNoise: 1e-6, heldOut: 0.1, everyRounds: 2 };
  const defence = createDefence(
    dpSgd,
    { clipNorm: 1, noiseMultiplier: 1, noiseSchedule: schedule },
    defenceInit(facts),
  );
  const biased = weights.with(8, 1);

  function turns(correct: readonly boolean[]): { noise: number; state: DefenceState }[] {
    let state: DefenceState | undefined;
    return correct.map((answer, i) => {
      const task = { network, weights: biased, lot: emptyLot, heldOut: () => heldOut(answer) };
      const result = defence.lotGradient!(task, { ...contextAt(i + 1, facts), ...(state && { state }) });
      state = result.state!;
      return { noise: result.measurements.find(({ name }) => name === "dp-sgd/noise-multiplier")!.value, state };
    });
  }

  test("the noise stays while the count grows, and falls when it does not, down to the lowest", () => {
    // counts in rounds 3, 5, 7, 9: all right (up from none), all right, none, none
    const found = turns([true, true, true, true, true, true, false, false, false]);
    expect(found.map(({ noise }) => noise)).toEqual([1, 1, 1, 1, 0.5, 0.5, 0.25, 0.25, 0.2]);
    expect(found.at(-1)!.state.noiseSteps).toBe(3);
    expect(found[2].state.heldOutAccuracy).toBeCloseTo(1, 4);
  });

  test("never less noise than what it releases says", () => {
    const found = turns(Array.from({ length: 12 }, () => false));
    found.forEach(({ noise }, i) => {
      expect(noise).toBeGreaterThanOrEqual(factorIn(noiseSchedule.parse(schedule), i + 1, 40));
    });
  });

  test("says how many examples it holds out, and refuses lots that the others cannot fill", () => {
    expect(defence.heldOutShare).toBe(0.1);
    const params = { clipNorm: 1, noiseMultiplier: 1, noiseSchedule: { ...schedule, heldOut: 0.5 } };
    const few = turnFacts({ examples: 20, batchSize: 11 });
    expect(() => createDefence(dpSgd, params, defenceInit(few))).toThrow(
      "lots of 11 cannot be drawn from the 10 of 20",
    );
  });
});

test("a participant that does not take part in every round has no schedule, but a uniform one", () => {
  const facts = turnFacts({ everyRound: false });
  const params = (kind: string) => ({ clipNorm: 1, noiseMultiplier: 1, noiseSchedule: { kind, rate: 0.1 } });
  expect(() => createDefence(dpSgd, params("exponential"), defenceInit(facts))).toThrow(/takes a turn in every round/);
  const uniform = { clipNorm: 1, noiseMultiplier: 1, noiseSchedule: { kind: "uniform" } };
  expect(createDefence(dpSgd, uniform, defenceInit(facts)).release(rawRelease, facts, 3).event).toEqual(lotOf(1));
});
