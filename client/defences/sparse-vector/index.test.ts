import { describe, expect, test } from "vitest";
import { bounded, contextAt, createDefence, turnFacts, updateDefenceContract } from "../../../test/contract/defence.js";
import { selectedCount } from "../../../shared/learning/selection.js";
import type { Release } from "../../../shared/plugins/defence.js";
import { accountantNamed } from "../../../shared/privacy/accountants/index.js";
import type { EventOf } from "../../../shared/privacy/events.js";
import { plannedRelease, rawRelease } from "../../../shared/privacy/planned-release.js";
import { decodeVector } from "../../../shared/protocol/vector/decode.js";
import { encodeUpdate } from "../../session/exchange.js";
import { RngStream } from "../../../shared/random/rng-stream.js";
import { share } from "../../turn/share.js";
import { sparseVectorTechnique } from "./index.js";

const params = { epsilonPerParameter: 1, valueBound: 0.1, threshold: 0.01, uploadFraction: 0.1 };

updateDefenceContract({ plugin: sparseVectorTechnique, params, sparse: true });

const create = (more: Readonly<Record<string, unknown>> = {}) =>
  createDefence(sparseVectorTechnique, { ...params, ...more });

describe("what sparse-vector releases", () => {
  test("as many answers as its share of the parameters, each at its epsilon, a turn at their sum", () => {
    // the CNN of the paper: 10,550 of 105,506 parameters
    const facts = turnFacts({ parameters: 105_506 });
    const { event, neighbours, l1Bound, l2Bound } = create().release(rawRelease, facts, 1);
    expect(event).toEqual({
      ...{ type: "sparse-vector", answers: 10_550 },
      ...{ thresholdNoise: 2.25, comparisonNoise: 4.5, answerNoise: 9 },
    });
    expect(neighbours).toBe("add-or-remove-one");
    expect(l1Bound).toBeCloseTo(1055, 9);
    expect(l2Bound).toBeCloseTo(0.1 * Math.sqrt(10_550), 9);
    const { answers, thresholdNoise, comparisonNoise, answerNoise = NaN } = event as EventOf<"sparse-vector">;
    expect(answers * (1 / thresholdNoise + 2 / comparisonNoise + 1 / answerNoise)).toBeCloseTo(10_550, 8);
  });

  test("the whole of a participant's data may change", () => {
    const { neighbours } = create().release(rawRelease, turnFacts({ unit: "participant" }), 1);
    expect(neighbours).toBe("replace-one");
  });

  test("accountants find the sum of a turn's answers, and of turns", () => {
    const rdp = accountantNamed("rdp");
    const facts = turnFacts({ parameters: 200 });
    const { event, neighbours } = plannedRelease([create({ epsilonPerParameter: 0.25 })], facts, 1);
    expect(rdp.epsilon([event], 0, neighbours)).toBeCloseTo(20 * 0.25, 12);
    expect(rdp.epsilon([{ type: "repeated", count: 7, event }], 0, neighbours)).toBeCloseTo(7 * 20 * 0.25, 11);
  });

  test("after a mechanism it is post-processing; what was not private before it is after it", () => {
    const event = { type: "gaussian", noiseMultiplier: 1 } as const;
    const noisy: Release = { ...rawRelease, event, neighbours: "replace-one" };
    expect(create().release(noisy, turnFacts(), 1)).toMatchObject({ event, neighbours: "replace-one" });
    const raw: Release = { ...bounded(1), event: { type: "non-private", why: "a test" }, neighbours: "replace-one" };
    expect(create().release(raw, turnFacts(), 1).event?.type).toBe("sparse-vector");
  });

  test("as published it is not private, and says why, with what it is said to cost", () => {
    const { event } = plannedRelease([create({ variant: "published" })], turnFacts({ parameters: 105_506 }), 1);
    expect(event).toEqual({
      type: "non-private",
      why:
        "sparse-vector as published adds noise to a value that nothing bounds before, so that what it is said to cost, " +
        "epsilon 1 a parameter and 10550 a turn, does not hold",
    });
    expect(accountantNamed("rdp").epsilon([event], 1e-5, "add-or-remove-one")).toBe(Infinity);
  });
});

test("what travels are the accepted coordinates and no other", () => {
  const update = Float32Array.from({ length: 1000 }, (_, i) => Math.sin(i));
  for (const round of [1, 2, 3]) {
    const result = create().protectUpdate!(update, contextAt(round));
    const rules = { uploadFraction: 1, select: "largest", threshold: 0 } as const;
    const shared = share(result.update, result.sparse ?? false, rules, RngStream.fromSeed(1));
    const decoded = decodeVector(encodeUpdate(shared), 1000);
    if (!decoded.ok) throw new Error(decoded.reason);
    const accepted = result.measurements.find(({ name }) => name === "sparse-vector/released")?.value;
    expect(decoded.indices).toHaveLength(accepted!);
    expect(accepted).toBe(selectedCount(1000, 0.1));
    expect(decoded.values).toEqual(result.update);
    // none is the value that it stands for
    for (const i of decoded.indices!) expect(result.update[i]).not.toBe(update[i]);
  }
});

test.each([
  { epsilonPerParameter: 0 },
  { valueBound: 0 },
  { threshold: -1 },
  { uploadFraction: 0 },
  { uploadFraction: 1.1 },
  { variant: "other" },
])("refuses %o", (wrong) => {
  expect(sparseVectorTechnique.params.safeParse({ ...params, ...wrong }).success).toBe(false);
});
