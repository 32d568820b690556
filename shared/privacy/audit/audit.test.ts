import { describe, expect, test } from "vitest";
import { expectWithin, vectorsOf } from "../../../test/support/golden-vectors.js";
import { normalQuantile } from "../../numeric/normal.js";
import { RngStream } from "../../random/rng-stream.js";
import { accountantNamed } from "../accountants/index.js";
import { gaussianEpsilon } from "../analytic-gaussian.js";
import { auditTally } from "./canary-audit.js";
import { claimedProfile } from "./claimed-profile.js";
import { katzRatioLowerBound, manyRunsLowerBound, manyRunsRefute } from "./many-runs.js";
import { gaussianLowerBound, gaussianTradeOff, tradeOffExcess, tradeOffOf } from "./one-run-trade-off.js";
import { oneRunBest, oneRunLowerBound, oneRunPValue, type Guesses } from "./one-run.js";
import { addTallies, tallyOf } from "./tally.js";

type Params = Record<string, number>;

/** Scores of canaries in and out as the vectors have them; every corner of the ROC curve's upper hull is a threshold. */
function corners(shift: number, n = 10_000): Guesses[] {
  const quantiles = Array.from({ length: n }, (_, i) => normalQuantile((i + 0.5) / n));
  const all = [...quantiles.map((z) => ({ z: z + shift, isIn: 1 })), ...quantiles.map((z) => ({ z, isIn: 0 }))];
  all.sort((a, b) => b.z - a.z || b.isIn - a.isIn);
  const hull: { fp: number; tp: number }[] = [{ fp: 0, tp: 0 }];
  let [fp, tp] = [0, 0];
  for (const { isIn } of all) {
    if (isIn) tp++;
    else fp++;
    const next = { fp, tp };
    for (;;) {
      const [a, b] = hull.slice(-2);
      if (b === undefined || (b.tp - a.tp) * (fp - b.fp) > (tp - b.tp) * (b.fp - a.fp)) break;
      hull.pop();
    }
    hull.push(next);
  }
  return hull.map(({ fp, tp }) => ({ canaries: 2 * n, guesses: fp + tp, correct: tp }));
}

describe("golden", () => {
  test.each(vectorsOf("audit_one_run_single_guess"))("%s", (_, vector) => {
    const { canaries, guesses, correct, p, delta } = vector.params as Params;
    expectWithin(oneRunLowerBound({ canaries, guesses, correct }, delta, p), vector);
  });

  test.each(vectorsOf("audit_one_run_eps_lower_bound"))("%s", (_, vector) => {
    const { shift, significance, delta } = vector.params as Params;
    const outcomes = corners(shift);
    const each = significance / outcomes.length;
    expectWithin(oneRunBest(outcomes, delta, each).bound, vector);
    // published beside it: the bound of a Gaussian trade-off curve
    const gaussian = gaussianLowerBound(outcomes, delta, each);
    expect(Math.abs(gaussian / (shift === 1 ? 2.16475 : 4.72181) - 1)).toBeLessThan(1e-5);
  });

  test.each(vectorsOf("audit_clopper_pearson_eps"))("%s", (_, vector) => {
    const { tp, n_pos, fp, n_neg, alpha, poison_count } = vector.params as Params;
    const outcomes = { truePositives: tp, positives: n_pos, falsePositives: fp, negatives: n_neg };
    expectWithin(manyRunsLowerBound(outcomes, 0, alpha, poison_count), vector);
  });

  test.each(vectorsOf("audit_ratio_lower_bound"))("%s", (_, vector) => {
    const { tp, fn, fp, tn, alpha } = vector.params as Params;
    const outcomes = { truePositives: tp, positives: tp + fn, falsePositives: fp, negatives: fp + tn };
    expectWithin(katzRatioLowerBound(outcomes, alpha), vector);
  });
});

/** Canaries of a Gaussian mechanism with independent noise on each: what an ideal auditor sees. */
function idealTally(canaries: number, mu: number, rng: RngStream) {
  const isIn = Array.from({ length: canaries }, () => rng.uniform() < 0.5);
  return tallyOf(
    isIn.map((own) => (own ? mu : 0) + rng.gaussian()),
    isIn,
  );
}

const sound = [accountantNamed("rdp"), accountantNamed("gdp")];
const profileOf = (noiseMultiplier: number) =>
  claimedProfile(sound, [{ type: "gaussian", noiseMultiplier }], "add-or-remove-one");

describe("on an exact Gaussian mechanism", () => {
  // 300 runs that fail with probability 0.05 each fail more than 33 times with probability 1e-5; so may accusations
  test("bounds exceed the truth no more often than stated, and none is empty", () => {
    const claim = { profile: profileOf(1), delta: 1e-5, significance: 0.05 };
    const truth = gaussianEpsilon(1, 1e-5);
    const findings = Array.from({ length: 300 }, (_, i) =>
      auditTally(idealTally(400, 1, RngStream.fromSeed(7).fork("sound", i)), claim),
    );
    const over = (bound: "epsilonLowerBound" | "gaussianLowerBound") =>
      findings.filter((finding) => finding[bound] > truth).length;
    expect(over("epsilonLowerBound")).toBeLessThanOrEqual(33);
    expect(over("gaussianLowerBound")).toBeLessThanOrEqual(33);
    expect(findings.filter(({ holds }) => !holds).length).toBeLessThanOrEqual(33);
    const mean = (bound: "epsilonLowerBound" | "gaussianLowerBound") =>
      findings.reduce((sum, finding) => sum + finding[bound], 0) / 300;
    expect(mean("epsilonLowerBound")).toBeGreaterThan(0.1 * truth);
    expect(mean("gaussianLowerBound")).toBeGreaterThan(0.3 * truth);
  });

  test("a test over many runs bounds epsilon as often as stated", () => {
    const truth = gaussianEpsilon(1, 1e-5);
    const bounds = Array.from({ length: 400 }, (_, run) => {
      const rng = RngStream.fromSeed(8).fork("many", run);
      const above = (mean: number) =>
        Array.from({ length: 500 }, () => mean + rng.gaussian()).filter((x) => x > 1.5).length;
      const outcomes = { truePositives: above(1), positives: 500, falsePositives: above(0), negatives: 500 };
      return manyRunsLowerBound(outcomes, 1e-5, 0.1);
    });
    expect(bounds.filter((bound) => bound > truth).length).toBeLessThanOrEqual(68);
    expect(Math.min(...bounds)).toBeGreaterThan(0.5);
  });

  test("a sixth of the noise is caught by one run, all of it is not, at 99.99 %", () => {
    const claim = { profile: profileOf(2), delta: 1e-5, significance: 1e-4 };
    for (let i = 0; i < 5; i++) {
      const rng = RngStream.fromSeed(9).fork("less", i);
      expect(auditTally(idealTally(1000, 3, rng.fork("broken")), claim).holds).toBe(false);
      expect(auditTally(idealTally(1000, 0.5, rng.fork("sound")), claim).holds).toBe(true);
    }
  });

  test("half of it is caught by many runs", () => {
    for (const [broken, noise] of [
      [true, 0.5],
      [false, 1],
    ] as const) {
      const rng = RngStream.fromSeed(10).fork(`noise ${noise}`);
      const above = (mean: number) =>
        Array.from({ length: 300 }, () => mean + noise * rng.gaussian()).filter((x) => x > 0.5).length;
      const outcomes = { truePositives: above(1), positives: 300, falsePositives: above(0), negatives: 300 };
      expect(manyRunsRefute(outcomes, profileOf(1), 1e-4)).toBe(broken);
    }
  });
});

describe("pieces", () => {
  test("a claimed profile allows no less than the exact curve, and an unprivate mechanism claims nothing", () => {
    const curve = tradeOffOf(profileOf(1));
    for (const rate of [0, 0.001, 0.1, 0.3, 0.7, 1]) {
      expect(curve(rate)).toBeLessThanOrEqual(gaussianTradeOff(1)(rate) + 1e-12);
    }
    expect(claimedProfile(sound, [{ type: "non-private", why: "test" }], "add-or-remove-one")).toEqual([]);
    const nothing = { delta: 1e-5, profile: [], significance: 1e-4 };
    expect(auditTally([{ canaries: 500, guesses: 500, correct: 500 }], nothing)).toMatchObject({ holds: true });
  });

  test("guesses go to both ends, by counts that the scores do not decide", () => {
    const scores = Array.from({ length: 40 }, (_, i) => i);
    const tally = tallyOf(
      scores,
      scores.map((score) => score >= 20),
    );
    expect(tally).toEqual([
      { canaries: 40, guesses: 40, correct: 40 },
      { canaries: 40, guesses: 20, correct: 20 },
    ]);
    expect(addTallies([tally, tally])[1]).toEqual({ canaries: 80, guesses: 40, correct: 40 });
  });

  test("p-values grow with epsilon and delta, and coins alone refute nothing", () => {
    const outcome = { canaries: 100, guesses: 60, correct: 45 };
    expect(oneRunPValue(outcome, 1, 0)).toBeGreaterThan(oneRunPValue(outcome, 0.5, 0));
    expect(oneRunPValue(outcome, 0.5, 1e-3)).toBeGreaterThan(oneRunPValue(outcome, 0.5, 0));
    expect(oneRunLowerBound({ canaries: 100, guesses: 100, correct: 50 }, 1e-5, 0.05)).toBe(0);
    expect(tradeOffExcess({ canaries: 100, guesses: 100, correct: 50 }, gaussianTradeOff(0), 0.05)).toBeLessThanOrEqual(
      0,
    );
  });

  test.each([
    [{ canaries: 5, guesses: 6, correct: 1 }, 0.05, /6 guesses about 5 canaries/],
    [{ canaries: 5, guesses: 5, correct: 1 }, 1, /significance is 1, must be in \(0, 1\)/],
  ])("%j at %d is refused", (outcome, significance, why) => {
    expect(() => oneRunLowerBound(outcome, 0, significance)).toThrow(why);
  });
});
