/** What all turns of one attack have in common. @module */
import { imagePriorOf } from "../../../shared/inversion/image-prior.js";
import type { ImagePrior } from "../../../shared/inversion/image-prior.js";
import type { AttackInit } from "../../../shared/plugins/attack.js";
import { ImpossibleCombination } from "../../../shared/plugins/plugin.js";
import type { Examples } from "../../../shared/plugins/task.js";
import type { RngStream } from "../../../shared/random/rng-stream.js";
import { parameterCount } from "../../../shared/tensor/param-vector.js";
import { channelOf } from "./channel.js";
import type { Channel } from "./channel.js";
import { FirstLayer } from "./first-layer.js";
import { refuseUnreadable } from "./readable.js";

export interface Setting {
  readonly init: AttackInit;
  readonly layer: FirstLayer;
  readonly channel: Channel;
  /** what stands for images that no participant holds; none where nothing needs them */
  readonly auxiliary: Examples;
  readonly prior: ImagePrior;
}

const principalComponents = 60;

/** @throws {ImpossibleCombination} when model or updates cannot be inverted this way, or without auxiliary examples */
export function settingOf(init: AttackInit, auxiliaryExamples: number): Setting {
  const layer = new FirstLayer(init.network);
  refuseUnreadable(init);
  if (init.auxiliary.labels.length === 0) {
    throw new ImpossibleCombination(
      "gradient-inversion has no auxiliary examples to fill gaps and to fight noise with",
      {
        hint: "use a dataset with a test split",
      },
    );
  }
  const channel = channelOf(init, parameterCount(init.network.layout));
  const auxiliary = sampleOf(init.auxiliary, auxiliaryExamples, init.rng.fork("auxiliary"));
  const prior = imagePriorOf(
    auxiliary,
    init.classes,
    channel.noiseStddev > 0 || channel.isQuantised ? principalComponents : 0,
    init.rng.fork("principal-components"),
  );
  return { init, layer, channel, auxiliary, prior };
}

function sampleOf({ images, labels, shape }: Examples, count: number, rng: RngStream): Examples {
  const size = images.length / labels.length;
  const indices = rng.sampleWithoutReplacement(labels.length, Math.min(count, labels.length));
  const sample = new Float32Array(indices.length * size);
  indices.forEach((index, i) => sample.set(images.subarray(index * size, (index + 1) * size), i * size));
  return { images: sample, labels: Int32Array.from(indices, (index) => labels[index]), shape };
}
