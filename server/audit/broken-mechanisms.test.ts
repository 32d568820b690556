import { beforeAll, describe, expect, test } from "vitest";
import { dpSgd } from "../../client/defences/dp-sgd/index.js";
import type { DefencePlugin } from "../../shared/plugins/defence.js";
import { auditTally } from "../../shared/privacy/audit/canary-audit.js";
import { addOutcomes, manyRunsRefute, outcomesOf, type TestOutcomes } from "../../shared/privacy/audit/many-runs.js";
import type { ClaimedPoint } from "../../shared/privacy/audit/one-run-trade-off.js";
import { tallyOf } from "../../shared/privacy/audit/tally.js";
import { RngStream } from "../../shared/random/rng-stream.js";
import { useBackend } from "../../shared/tensor/backend/index.js";
import { auditedTurns } from "../../test/support/audited-turns.js";
import { clipsTheLot, lessNoise, liesAboutSampling } from "../../test/support/broken-dp-sgd.js";

const sound = dpSgd as DefencePlugin;

beforeAll(async () => void (await useBackend("wasm")));

/** With canaries all over one run; a sound mechanism is accused with probability 1e-4 at most. */
async function auditOnce(defence: DefencePlugin, params: Record<string, number>) {
  const rng = RngStream.fromSeed(11).fork(defence.name);
  const { scores, isIn, profile } = await auditedTurns({
    defence,
    params,
    examples: 300,
    canaries: 300,
    turns: 1,
    rng,
  });
  return auditTally(tallyOf(scores, isIn), { profile, delta: 1e-5, significance: 1e-4 });
}

/** With one canary, in or out, over 600 runs of one turn; likewise 1e-4. */
async function isRefuted(defence: DefencePlugin, params: Record<string, number>, examples = 1): Promise<boolean> {
  const rng = RngStream.fromSeed(12);
  const runs: TestOutcomes[] = [];
  let claimed: readonly ClaimedPoint[] = [];
  for (let i = 0; i < 600; i++) {
    const turns = { defence, params, examples, canaries: 1, turns: 1, rng: rng.fork("run", i) };
    const { scores, isIn, profile } = await auditedTurns(turns);
    runs.push(outcomesOf(scores[0], isIn[0]));
    claimed = profile;
  }
  return manyRunsRefute(addOutcomes(runs), claimed, 1e-4);
}

describe("one run", () => {
  test("dp-sgd is not accused, and not for want of a bound", async () => {
    const finding = await auditOnce(sound, { clipNorm: 1, noiseMultiplier: 0.5 });
    expect(finding.holds).toBe(true);
    expect(finding.epsilonLowerBound).toBeGreaterThan(1);
  });

  test("a fortieth of the noise is caught", async () => {
    expect((await auditOnce(lessNoise(1 / 40), { clipNorm: 1, noiseMultiplier: 8 })).holds).toBe(false);
  });
});

describe("many runs", () => {
  const params = { clipNorm: 1, noiseMultiplier: 1 };

  test.each([
    ["half of the noise", lessNoise(1 / 2), 1],
    ["a sampling rate of 1 % that is not kept", liesAboutSampling(0.01), 1],
    ["clipping the lot in place of each example", clipsTheLot, 20],
  ])("%s is caught", async (_, broken, examples) => {
    expect(await isRefuted(broken, params, examples)).toBe(true);
  });

  test("dp-sgd is not accused", async () => {
    expect(await isRefuted(sound, params, 20)).toBe(false);
  });
});
