/** A turn without noise: its lot, exactly. @module */
import { labelsFromBias } from "../../../shared/inversion/bias-labels.js";
import type { Channel } from "../../../shared/inversion/channel.js";
import { commonFactor } from "../../../shared/inversion/common-factor.js";
import { invertLot } from "../../../shared/inversion/exact.js";
import type { Inversion, Lot } from "../../../shared/inversion/exact.js";
import { gradientsAt } from "../../../shared/inversion/example-gradients.js";
import { mixtureMean } from "../../../shared/inversion/image-prior.js";
import type { Claim } from "../../../shared/plugins/attack.js";
import type { RngStream } from "../../../shared/random/rng-stream.js";
import { factorReceived } from "./gradient-factors.js";
import { normsOf } from "./norms.js";
import { exactReasons } from "./reasons.js";
import type { Received } from "./received.js";
import type { Setting } from "./setting.js";
import { strategyOf } from "./strategies.js";
import type { Guess } from "./strategies.js";

/** A layer of full rank this high surely mixes more examples than it can keep apart: the search would be long and vain. */
const worthwhile = 16;

/** Yields now and then; see `invertLot`. */
export function* exactTurn(setting: Setting, received: Received, rng: RngStream): Generator<void, Claim> {
  const { init, layer, channel, prior } = setting;
  const { participant, round, weights, gradient, roundingStddev } = received;
  const factors = factorReceived(layer.kernel(gradient), layer.bias(gradient), roundingStddev);
  let lot: Lot = {
    factors,
    n: layer.n,
    classes: init.classes,
    gradientsOf: gradientsAt(init.network, weights, channel.exampleClipNorm),
    share: 1 / init.batchSize,
  };
  // A layer's gradient keeps at most as many examples apart as it has units, one less where they sum to zero.
  const isFull = factors.rank >= Math.min(layer.m, layer.n + 1) - Number(layer.isLast);
  const isForeign = factors.rank > mostExamples(init.batchSize);
  let inversion: Inversion = { verified: [], unverified: [] };
  if (factors.rank > 0 && !isForeign && !(isFull && factors.rank > worthwhile)) {
    if (isClipped(gradient, channel)) {
      lot = { ...lot, share: lot.share * ((yield* commonFactor(lot, rng.fork("factor"))) ?? 1) };
    }
    inversion = yield* invertLot(lot, rng.fork("search"));
  }
  const isMixed = isFull && !isForeign && inversion.verified.length < factors.rank;
  const seenSize = isMixed ? Math.max(factors.rank, init.batchSize) : factors.rank;
  const lotSize = isForeign ? init.batchSize : seenSize;
  const guesses: Guess[] = [...inversion.verified, ...inversion.unverified];
  const labels = labelsFromBias(layer.lastBias(gradient), lotSize);
  const spare = unusedLabels(labels, inversion.verified);
  const average = mixtureMean(prior);
  while (guesses.length < lotSize) guesses.push({ image: average, label: spare.shift() ?? 0 });
  return {
    kind: "reconstruction",
    turn: { participant, round },
    lotSize,
    strategies: [strategyOf("raw", guesses, layer.n)],
    explanation: exactReasons(setting, received, lot, inversion, { isMixed, isForeign }),
  };
}

/** More than a lot has but once in millions: six standard deviations above the mean of Poisson sampling, and some. */
function mostExamples(batchSize: number): number {
  return batchSize + 6 * Math.sqrt(batchSize) + 8;
}

/** Clipping brings a norm to its bound, up to rounding. */
function isClipped(gradient: Float32Array, { clipL2, clipL1 }: Channel): boolean {
  const { l2, l1 } = normsOf(gradient);
  return Math.max(l2 / clipL2, l1 / clipL1) > 1 - 1e-4;
}

/** The labels that the examples found do not account for. */
function unusedLabels(labels: Int32Array, found: readonly { readonly label: number }[]): number[] {
  const spare = Array.from(labels);
  for (const { label } of found) {
    const at = spare.indexOf(label);
    if (at >= 0) spare.splice(at, 1);
  }
  return spare;
}
