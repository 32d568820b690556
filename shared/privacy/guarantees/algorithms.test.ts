/** The sparse vector technique, trees, ρ and samples of fixed size, as accountants see them. @module */
import { describe, expect, test } from "vitest";
import { expectWithin, vectorsOf } from "../../../test/support/golden-vectors.js";
import { gaussianEpsilon } from "../analytic-gaussian.js";
import { basicComposition } from "../accountants/basic-composition.js";
import { gdp } from "../accountants/gdp.js";
import { rdp } from "../accountants/rdp.js";
import { zcdp } from "../accountants/zcdp.js";
import type { DpEvent, NeighbouringRelation } from "../events.js";

const spend = (
  accountant: typeof rdp,
  event: DpEvent,
  delta = 1e-5,
  neighbours: NeighbouringRelation = "replace-one",
) => accountant.epsilon([event], delta, neighbours);
const why = (event: DpEvent, neighbours: NeighbouringRelation = "replace-one"): string => {
  const answer = rdp.supports({ type: "repeated", count: 2, event }, neighbours);
  if (answer === true) return "accepted";
  expect(answer.event).toEqual(event);
  return answer.why;
};

describe("sparse vector", () => {
  const sparse = { type: "sparse-vector", answers: 10, thresholdNoise: 40, comparisonNoise: 80 } as const;

  test("pure: each answer costs 1 / threshold + 2 / comparison, and 1 / answer where a value is released", () => {
    expect(spend(basicComposition, sparse, 0)).toBeCloseTo(10 * (1 / 40 + 2 / 80), 12);
    expect(spend(basicComposition, { ...sparse, answerNoise: 20 }, 0)).toBeCloseTo(10 * (1 / 40 + 2 / 80 + 1 / 20), 12);
  });

  test("NumericSparse: the scales of ε / c per answer are of ε in all (Dwork and Roth 2014, theorem 3.28)", () => {
    for (const [c, epsilon] of [
      [1, 1],
      [100, 5],
    ]) {
      const sigma = (share: number): number => (2 * c) / (share * epsilon);
      const scales = { thresholdNoise: sigma(8 / 9), comparisonNoise: 2 * sigma(8 / 9), answerNoise: sigma(2 / 9) };
      expect(spend(basicComposition, { type: "sparse-vector", answers: c, ...scales }, 0)).toBeCloseTo(epsilon, 12);
    }
  });

  test("many answers cost less by Rényi divergences than their sum, and as much as so many single ones", () => {
    const many = { ...sparse, answers: 1000, answerNoise: 20 };
    expect(spend(rdp, many)).toBeLessThan(0.5 * spend(basicComposition, many));
    const single: DpEvent = { type: "repeated", count: 1000, event: { ...many, answers: 1 } };
    expect(spend(rdp, many)).toBeCloseTo(spend(rdp, single), 12);
    expect(spend(zcdp, many)).toBeGreaterThanOrEqual(spend(rdp, many) * (1 - 1e-3));
  });

  test("what is out of range", () => {
    expect(why({ ...sparse, answers: 0 })).toBe("answers is 0, must be an integer, 1 or more");
    expect(why({ ...sparse, comparisonNoise: 0 })).toBe("comparisonNoise is 0, must be in (0, ∞)");
    expect(why({ ...sparse, answerNoise: NaN })).toBe("answerNoise is NaN, must be in (0, ∞)");
  });
});

describe("tree aggregation", () => {
  test.each(vectorsOf("tree_max_sensitivity_square_sum"))("%s", (_, vector) => {
    const { max_participation, min_separation, steps } = vector.params as Record<string, number>;
    // theirs counts the steps between two participations, ours from one to the other; noise that makes it one Gaussian
    const event: DpEvent = {
      type: "tree-aggregation",
      noiseMultiplier: Math.sqrt(vector.expected),
      steps,
      participations: max_participation,
      separation: min_separation + 1,
    };
    expect(spend(gdp, event)).toBeCloseTo(gaussianEpsilon(1, 1e-5), 12);
  });

  test.each(vectorsOf("eps_tree_aggregation_single_epoch"))("%s", (_, vector) => {
    const { noise_multiplier, steps, delta } = vector.params as Record<string, number>;
    const once = { type: "tree-aggregation", noiseMultiplier: noise_multiplier, steps, participations: 1 } as const;
    expectWithin(spend(rdp, { ...once, separation: steps }, delta), vector);
  });

  test.each(vectorsOf("eps_dpftrl_tree_restart"))(
    "%s: of one fixed order, which any order as sparse exceeds a little",
    (_, vector) => {
      const { noise, delta } = vector.params as Record<string, number>;
      // five trees of 20 epochs of 100 steps, the first four completed to 2048 leaves; a record every 100 steps
      const squares = (leaves: number): number => {
        let most = 0;
        for (let first = 0; first < 100; first++) {
          let sum = 0;
          for (let size = 1; size <= leaves; size *= 2) {
            const counts = new Array<number>(Math.floor(leaves / size)).fill(0);
            for (let leaf = first; leaf < 2000; leaf += 100) {
              const node = Math.floor(leaf / size);
              if (node < counts.length) counts[node]++;
            }
            sum += counts.reduce((total, count) => total + count * count, 0);
          }
          most = Math.max(most, sum);
        }
        return most;
      };
      const fixedOrder = noise / Math.sqrt(4 * squares(2048) + squares(2000));
      expectWithin(spend(rdp, { type: "gaussian", noiseMultiplier: fixedOrder }, delta), vector);
      const tree = (steps: number): DpEvent => ({
        type: "tree-aggregation",
        noiseMultiplier: noise,
        steps,
        participations: 20,
        separation: 100,
      });
      const anyOrder: DpEvent = {
        type: "composed",
        events: [{ type: "repeated", count: 4, event: tree(2048) }, tree(2000)],
      };
      expect(spend(rdp, anyOrder, delta)).toBeGreaterThan(vector.expected);
      expect(spend(rdp, anyOrder, delta)).toBeLessThan(1.006 * vector.expected);
    },
  );

  test("what is out of range", () => {
    const tree = { type: "tree-aggregation", noiseMultiplier: 1, steps: 4, participations: 1, separation: 1 } as const;
    expect(why({ ...tree, steps: 2.5 })).toBe("steps is 2.5, must be an integer, 1 or more");
    expect(why({ ...tree, separation: 0 })).toBe("separation is 0, must be an integer, 1 or more");
    expect(why({ ...tree, noiseMultiplier: -1 })).toBe("noiseMultiplier is -1, must be in [0, ∞)");
    expect(spend(rdp, { ...tree, noiseMultiplier: 0 })).toBe(Infinity);
  });
});

describe("zero-concentrated", () => {
  test("of a Gaussian's ρ: the divergences are the same, and the sums of both", () => {
    const [stated, gaussian]: DpEvent[] = [
      { type: "zcdp", rho: 0.02 },
      { type: "gaussian", noiseMultiplier: 5 },
    ];
    for (const accountant of [rdp, zcdp]) {
      expect(spend(accountant, stated)).toBeCloseTo(spend(accountant, gaussian), 13);
      const both: DpEvent = { type: "composed", events: [stated, gaussian] };
      expect(spend(accountant, both)).toBeCloseTo(spend(accountant, { type: "repeated", count: 2, event: stated }), 13);
    }
  });

  test("nothing, and out of range", () => {
    expect(spend(gdp, { type: "zcdp", rho: 0 }, 0)).toBe(0);
    expect(why({ type: "zcdp", rho: -1 })).toBe("rho is -1, must be in [0, ∞)");
  });
});

describe("a sample of fixed size", () => {
  const inner: DpEvent = { type: "gaussian", noiseMultiplier: 2 };
  const sample = { type: "fixed-size-sampled", examples: 1000, size: 50, event: inner } as const;

  test("costs less than everything, all of it the same, none of it nothing", () => {
    expect(spend(rdp, sample)).toBeLessThan(0.5 * spend(rdp, inner));
    expect(spend(rdp, { ...sample, size: 1000 })).toBe(spend(rdp, inner));
    expect(spend(rdp, { ...sample, size: 0 }, 0)).toBe(0);
    expect(spend(rdp, { ...sample, event: { type: "gaussian", noiseMultiplier: 0 } })).toBe(Infinity);
  });

  test("costs more than a Poisson sample under add-or-remove-one of the same share: a replaced record is two", () => {
    const poisson: DpEvent = { type: "poisson-sampled", probability: 0.05, event: inner };
    const many = (event: DpEvent): DpEvent => ({ type: "repeated", count: 100, event });
    expect(spend(rdp, many(sample))).toBeGreaterThan(spend(rdp, many(poisson), 1e-5, "add-or-remove-one"));
  });

  test("Laplace noise on it stays pure: log(1 + share (e^ε - 1))", () => {
    const laplace: DpEvent = { ...sample, event: { type: "laplace", noiseMultiplier: 0.5 } };
    const epsilon = Math.log(1 + 0.05 * (Math.exp(2) - 1));
    expect(spend(basicComposition, laplace, 0)).toBeCloseTo(epsilon, 12);
    expect(spend(rdp, laplace)).toBeLessThanOrEqual(epsilon);
  });

  test("what is refused", () => {
    expect(why(sample, "add-or-remove-one")).toMatch(/under replace-one, not under add-or-remove-one/);
    expect(why({ ...sample, size: 1001 })).toBe(
      "size is 1001, must be an integer in [0, 1000], the number of examples",
    );
    expect(why({ ...sample, examples: 0 })).toBe("examples is 0, must be an integer, 1 or more");
    expect(why({ ...sample, event: sample })).toMatch(/only a "gaussian" or a "laplace"/);
  });
});
