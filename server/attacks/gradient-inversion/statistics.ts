/** What the adversary knows of gradients at some weights before it looks at the update. @module */
import { classSignatures } from "../../../shared/inversion/class-signatures.js";
import type { ClassSignatures } from "../../../shared/inversion/class-signatures.js";
import { gradientsAt } from "../../../shared/inversion/example-gradients.js";
import { outputGradientPrior } from "../../../shared/inversion/output-gradient-prior.js";
import type { OutputGradientPrior } from "../../../shared/inversion/output-gradient-prior.js";
import { summedGradient } from "../../../shared/learning/gradient.js";
import { normsOf } from "./norms.js";
import type { Norms } from "./norms.js";
import type { Setting } from "./setting.js";

export interface GradientStatistics {
  readonly signatures: ClassSignatures;
  readonly outputGradients: OutputGradientPrior;
  /** of the mean gradient of a lot of the expected size */
  readonly lotNorms: Norms;
}

/** Statistics by weights; those last asked for are kept, because a round's turns share them. */
export function statisticsOf(setting: Setting): (weights: Float32Array) => GradientStatistics {
  const { init, channel, auxiliary } = setting;
  let last: { readonly weights: Float32Array; readonly statistics: GradientStatistics } | undefined;
  return (weights) => {
    if (last === undefined || !weights.every((value, i) => value === last?.weights[i])) {
      const gradientsOf = gradientsAt(init.network, weights, channel.exampleClipNorm);
      const statistics = {
        signatures: classSignatures(auxiliary, init.classes, gradientsOf),
        outputGradients: outputGradientPrior(auxiliary, init.classes, gradientsOf),
        lotNorms: lotNormsAt(setting, weights),
      };
      last = { weights: weights.slice(), statistics };
    }
    return last.statistics;
  };
}

/** The medians of a few auxiliary lots. */
function lotNormsAt({ init, auxiliary: { images, labels, shape } }: Setting, weights: Float32Array): Norms {
  const size = images.length / labels.length;
  const lots = Math.min(5, Math.floor(labels.length / init.batchSize));
  const norms = Array.from({ length: lots }, (_, lot) => {
    const [from, to] = [lot * init.batchSize, (lot + 1) * init.batchSize];
    const examples = { images: images.subarray(from * size, to * size), labels: labels.subarray(from, to), shape };
    const { gradient } = summedGradient(init.network, weights, examples);
    return normsOf(gradient.map((value) => value / init.batchSize));
  });
  const median = (values: number[]) => values.sort((a, b) => a - b)[lots >> 1] ?? 0;
  return { l2: median(norms.map(({ l2 }) => l2)), l1: median(norms.map(({ l1 }) => l1)) };
}
