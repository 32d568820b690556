import { expect, test } from "vitest";
import { aggregatorContract, aggregatorFacts, refuseToCalibrate } from "../../../test/contract/aggregator.js";
import { RngStream } from "../../../shared/random/rng-stream.js";
import { mean } from "./index.js";

aggregatorContract(mean, {});

const context = { round: 1, rng: RngStream.fromSeed(1) };
const contributions = [
  { participant: 0, update: Float32Array.of(1, 2), examples: 30 },
  { participant: 1, update: Float32Array.of(3, 6), examples: 10 },
];

test("counts all alike, or by their examples, and promises nothing", () => {
  const uniform = mean.create({}, { facts: aggregatorFacts, calibrate: refuseToCalibrate });
  expect(uniform.aggregate(contributions, context)?.update).toEqual(Float32Array.of(2, 4));
  expect(uniform.release).toBeUndefined();
  const facts = { ...aggregatorFacts, weighting: "examples" } as const;
  const weighted = mean.create({}, { facts, calibrate: refuseToCalibrate });
  expect(weighted.aggregate(contributions, context)?.update).toEqual(Float32Array.of(1.5, 3));
});

test("makes nothing of nobody", () => {
  const aggregator = mean.create({}, { facts: aggregatorFacts, calibrate: refuseToCalibrate });
  expect(aggregator.aggregate([], context)).toBeUndefined();
});
