/** A turn under Gaussian noise: what of its lot still shows. @module */
import { labelsFromBias } from "../../../shared/inversion/bias-labels.js";
import { gradientsAt } from "../../../shared/inversion/example-gradients.js";
import { labelPosterior, likelyLabels } from "../../../shared/inversion/label-posterior.js";
import { matchedImages } from "../../../shared/inversion/matched-images.js";
import { factorNoisyGradient } from "../../../shared/inversion/noisy-factors.js";
import { searchNoisyLot } from "../../../shared/inversion/noisy-search.js";
import type { Claim } from "../../../shared/plugins/attack.js";
import type { RngStream } from "../../../shared/random/rng-stream.js";
import { noisyReasons } from "./reasons.js";
import type { Received } from "./received.js";
import { strongestRowRatios } from "./row-ratios.js";
import type { Setting } from "./setting.js";
import type { GradientStatistics } from "./statistics.js";
import { strategyOf } from "./strategies.js";
import type { Guess } from "./strategies.js";

/** Yields now and then; see `searchNoisyLot`. */
export function* noisyTurn(
  setting: Setting,
  statistics: GradientStatistics,
  received: Received,
  rng: RngStream,
): Generator<void, Claim> {
  const { init, layer, channel, prior } = setting;
  const { participant, round, weights, gradient } = received;
  // A clipped update held less of each example than the batch size says; how much less is a guess under noise.
  const { l2, l1 } = statistics.lotNorms;
  const scale = init.batchSize * Math.max(1, l2 / channel.clipL2, l1 / channel.clipL1);
  const sum = gradient.map((value) => value * scale);
  const noiseStddev = received.noiseStddev * scale;
  const [kernel, bias] = [layer.kernel(sum), layer.bias(sum)];

  const expected = prior.frequencies.map((frequency) => frequency * init.batchSize);
  const signatures = statistics.signatures.of(sum);
  const posterior = labelPosterior(statistics.signatures, signatures, noiseStddev, expected, rng.fork("labels"));
  const labels = likelyLabels(posterior);
  yield;
  const counts = new Int32Array(init.classes);
  for (const label of labels) counts[label]++;
  const estimates = matchedImages(kernel, bias, counts, prior, statistics.outputGradients, noiseStddev);
  const matched = Array.from(labels, (label): Guess => ({ image: estimates[label]!, label }));
  yield;
  const factors = factorNoisyGradient(kernel, bias, noiseStddev);
  const gradientsOf = gradientsAt(init.network, weights, channel.exampleClipNorm);
  const lot = { factors, n: layer.n, classes: init.classes, gradientsOf, share: 1, noiseStddev, prior, counts };
  const found = yield* searchNoisyLot(lot, rng.fork("search"));
  const raw = strongestRowRatios(kernel, bias, labelsFromBias(layer.lastBias(sum), labels.length));
  const strategies = { raw, denoised: merge(found, matched), matched, prior: classMeans(labels, setting) };
  return {
    kind: "reconstruction",
    turn: { participant, round },
    lotSize: posterior.lotSize,
    strategies: Object.entries(strategies).map(([name, guesses]) => strategyOf(name, guesses, layer.n)),
    explanation: noisyReasons(setting, received, factors, posterior, found.length),
  };
}

/** What was found takes the place of an estimate of its label; without one, of any. */
function merge(found: readonly Guess[], estimates: readonly Guess[]): Guess[] {
  const left = [...estimates];
  for (const { label } of found) {
    const at = left.findIndex((estimate) => estimate.label === label);
    left.splice(at >= 0 ? at : left.length - 1, 1);
  }
  return [...found, ...left];
}

function classMeans(labels: Int32Array, { prior }: Setting): Guess[] {
  return Array.from(labels, (label) => ({ image: prior.classMeans[label], label }));
}
