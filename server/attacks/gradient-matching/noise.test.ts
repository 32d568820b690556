/** What noise of known size leaves the attack. */
import { describe, expect, it } from "vitest";
import { controlsFrom } from "../../../lab/score/controls.js";
import type { KnownDefence } from "../../../shared/plugins/attack.js";
import { accountants } from "../../../shared/privacy/accountants/index.js";
import { RngStream } from "../../../shared/random/rng-stream.js";
import { useBackend } from "../../../shared/tensor/backend/index.js";
import { auxiliary, initOf, lotOf, updateOf } from "../../../test/support/curious-server.js";
import type { Defence } from "../../../test/support/curious-server.js";
import { matchClaims, modelOf } from "../../../test/support/gradient-matching.js";
import { mean, scoreOf, strategyNamed } from "../../../test/support/score-claims.js";

await useBackend("wasm");

const network = modelOf("lenet-sigmoid");
const weights = network.initialise(RngStream.fromSeed(1));

/** Mean PSNR of each strategy over some lots, and that of the best control. */
async function attack(lotSize: number, known: KnownDefence, defence: Defence) {
  const lots = [0, 1, 2].map((i) => lotOf(lotSize, RngStream.fromSeed(6).fork("lot", i)));
  const observations = lots.map((lot, participant) => {
    const noise = RngStream.fromSeed(3).fork("noise", participant);
    return { participant, round: 1, weights, update: updateOf(network, weights, lot, lotSize, defence, noise) };
  });
  const init = { ...initOf(network, lotSize, [known]), sampling: "fixed" as const };
  const claims = await matchClaims({ iterations: 200 }, init, observations);
  const psnrDb = (name: string) =>
    mean(claims.flatMap((claim, i) => scoreOf(strategyNamed(claim, name), lots[i]).psnrDb));
  const controls = controlsFrom(auxiliary).map((control) => control.guess(lotSize));
  const controlDb = Math.max(...controls.map((guess) => mean(lots.flatMap((lot) => scoreOf(guess, lot).psnrDb))));
  return { psnrDb, controlDb, explanation: claims[0].explanation.join("\n") };
}

const gaussian = (noiseStddev: number) =>
  [{ kind: "gaussian-noise", params: { noiseStddev } }, { noiseStddev }] as const;

describe("gradient-matching under noise", () => {
  it("finds images, less well the more noise there is, and says how much that is", async () => {
    const weak = await attack(1, ...gaussian(0.001));
    expect(weak.psnrDb("matched")).toBeGreaterThan(30);
    expect(weak.explanation).toMatch(/noise of norm 0\.116 on an update of norm [\d.]+: about [\d.]+ of it signal/);
    const strong = await attack(1, ...gaussian(0.05));
    expect(strong.psnrDb("matched")).toBeLessThan(weak.psnrDb("matched") - 10);
    expect(strong.psnrDb("matched")).toBeGreaterThan(strong.controlDb + 2);
  });

  it("falls to its control under DP-SGD of an epsilon below 8", async () => {
    const [noiseMultiplier, clipNorm, lotSize] = [0.8, 1, 4];
    const rdp = accountants.find(({ name }) => name === "rdp")!;
    const lot = { type: "gaussian", noiseMultiplier } as const;
    const run = {
      type: "repeated",
      count: 40,
      event: { type: "poisson-sampled", probability: 4 / 600, event: lot },
    } as const;
    expect(rdp.epsilon([run], 1e-5, "add-or-remove-one")).toBeLessThan(8);
    const dpSgd = { kind: "dp-sgd", params: { clipNorm, noiseMultiplier } };
    const noiseStddev = (noiseMultiplier * clipNorm) / lotSize;
    const { psnrDb, controlDb, explanation } = await attack(lotSize, dpSgd, { exampleClipNorm: clipNorm, noiseStddev });
    for (const name of ["matched", "prior"]) expect(psnrDb(name)).toBeLessThan(controlDb + 1);
    expect(explanation).toMatch(/mostly noise, in which images drown/);
    expect(explanation).toMatch(/clipping is taken to have scaled the update by 0\.\d+/);
  });
});
