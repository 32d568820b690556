import { expect, test } from "vitest";
import { aggregatorFacts as facts, refuseToCalibrate } from "../../../test/contract/aggregator.js";
import type { AggregatorFacts } from "../../../shared/plugins/aggregator.js";
import type { ImpossibleCombination } from "../../../shared/plugins/plugin.js";
import { dpFedAvg } from "./index.js";

const good = { clipNorm: 1, noiseMultiplier: 1 };

function refusal(params: Record<string, unknown>, of: Partial<AggregatorFacts>): ImpossibleCombination | undefined {
  try {
    const parsed = dpFedAvg.params.parse({ ...good, ...params });
    dpFedAvg.create(parsed, { facts: { ...facts, ...of }, calibrate: refuseToCalibrate });
    return undefined;
  } catch (error) {
    return error as ImpossibleCombination;
  }
}

test("nothing is wrong with the facts themselves", () => {
  expect(refusal({}, {})).toBeUndefined();
});

test.each<[what: string, of: Partial<AggregatorFacts>, message: RegExp]>([
  ["a schedule without rounds of many", { schedule: "round-robin" }, /with schedule round-robin there is none/],
  ["gradients", { update: "gradient" }, /training\.update is gradient/],
  ["another unit", { unit: "example" }, /privacy\.unit is example/],
  ["a delta that protects nobody", { delta: 1e-3 }, /publishing all that one of 1000 participants holds would keep it/],
  ["weights without bound", { weighting: "examples" }, /weigh without bound/],
  ["a selection of what travels up", { uploadFraction: 0.1 }, /chosen by their values/],
  ["a selection of what travels down", { downloadFraction: 0.1 }, /chosen by their values/],
])("refuses %s", (_, of, message) => {
  const found = refusal({}, of);
  expect(found?.name).toBe("ImpossibleCombination");
  expect(found?.message).toMatch(message);
  expect(found?.hint).toMatch(/^set /);
});

const sum: Partial<AggregatorFacts> = { sees: "sum", minUpdates: 5 };

test.each<
  [what: string, params: Record<string, unknown>, of: Partial<AggregatorFacts>, at: readonly string[], message: RegExp]
>([
  ["noise and a target", { targetEpsilon: 1 }, {}, ["targetEpsilon"], /got both/],
  ["neither", { noiseMultiplier: undefined }, {}, [], /got neither/],
  ["more weight than there can be", { totalWeight: 1001 }, {}, ["totalWeight"], /weigh at most 1 each/],
  ["an adaptive clip of layers", { adaptive: {}, clipping: "per-layer" }, {}, ["clipping"], /not of layers/],
  [
    "a count that costs all there is to spend",
    { adaptive: { indicatorNoise: 0.5 } },
    {},
    ["adaptive", "indicatorNoise"],
    /must be above 0\.5/,
  ],
  ["colluding participants who know no noise", { colluding: 1 }, {}, ["colluding"], /adds all noise itself/],
  ["shares of noise on updates in sight", { noise: "distributed" }, {}, ["noise"], /the server sees every update/],
  [
    "shares of noise in a cohort of anybody or nobody",
    { noise: "distributed" },
    { sees: "sum" },
    ["noise"],
    /how large must a share/,
  ],
  [
    "shares of noise that those who collude know",
    { noise: "distributed", colluding: 5 },
    sum,
    ["noise"],
    /all of whose noise 5 colluding participants may know/,
  ],
])("refuses %s", (_, params, of, at, message) => {
  const found = refusal(params, of);
  expect(found?.message).toMatch(message);
  expect(found?.parameter).toEqual(at);
});

test("a fixed cohort says itself how few may end a round", () => {
  expect(refusal({ noise: "distributed" }, { sees: "sum", cohort: { size: 10, sampling: "fixed" } })).toBeUndefined();
});
