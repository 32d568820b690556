/** What all turns of one attack have in common. @module */
import { channelOf } from "../../../shared/inversion/channel.js";
import type { Channel } from "../../../shared/inversion/channel.js";
import { imagePriorOf } from "../../../shared/inversion/image-prior.js";
import type { ImagePrior } from "../../../shared/inversion/image-prior.js";
import { sampleExamples } from "../../../shared/inversion/sample-examples.js";
import type { AttackInit } from "../../../shared/plugins/attack.js";
import { ImpossibleCombination } from "../../../shared/plugins/plugin.js";
import type { Examples } from "../../../shared/plugins/task.js";
import { parameterCount } from "../../../shared/tensor/param-vector.js";
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
export function settingOf(observed: AttackInit, auxiliaryExamples: number): Setting {
  const init = asOneLot(observed);
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
  const channel = meanChannel(channelOf(observed, parameterCount(init.network.layout)), observed.summed);
  const auxiliary = sampleExamples(init.auxiliary, auxiliaryExamples, init.rng.fork("auxiliary"));
  const prior = imagePriorOf(
    auxiliary,
    init.classes,
    channel.noiseStddev > 0 || channel.isQuantised ? principalComponents : 0,
    init.rng.fork("principal-components"),
  );
  return { init, layer, channel, auxiliary, prior };
}

/** The mean of the gradients of m lots is the gradient of one lot of m times the size. */
function asOneLot(init: AttackInit): AttackInit {
  return { ...init, batchSize: init.batchSize * init.summed };
}

/** Independent noise of m participants averages out. */
function meanChannel(channel: Channel, summed: number): Channel {
  return { ...channel, noiseStddev: channel.noiseStddev / Math.sqrt(summed) };
}
