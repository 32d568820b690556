/** What all turns of one attack have in common. @module */
import { channelOf } from "../../../shared/inversion/channel.js";
import type { Channel } from "../../../shared/inversion/channel.js";
import { imagePriorOf } from "../../../shared/inversion/image-prior.js";
import type { ImagePrior } from "../../../shared/inversion/image-prior.js";
import { sampleExamples } from "../../../shared/inversion/sample-examples.js";
import type { AttackInit } from "../../../shared/plugins/attack.js";
import type { Examples } from "../../../shared/plugins/task.js";
import { parameterCount } from "../../../shared/tensor/param-vector.js";
import type { Params } from "./params.js";
import { refuseImpossible } from "./impossible.js";

export interface Setting {
  readonly init: AttackInit;
  readonly params: Params;
  readonly channel: Channel;
  /** P */
  readonly parameters: number;
  /** pixels of an image, all channels */
  readonly pixels: number;
  /** auxiliary examples that are enough to stand for what gradients are like */
  readonly representatives: Examples;
  readonly prior: ImagePrior;
}

const mostRepresentatives = 400;

/** @throws {ImpossibleCombination} when nothing of this run could be matched, or parameters contradict it */
export function settingOf(init: AttackInit, params: Params): Setting {
  refuseImpossible(init, params);
  const parameters = parameterCount(init.network.layout);
  const auxiliary = sampleExamples(init.auxiliary, params.auxiliaryExamples, init.rng.fork("auxiliary"));
  return {
    init,
    params,
    channel: channelOf(init, parameters),
    parameters,
    pixels: init.network.inputShape.reduce((product, side) => product * side, 1),
    representatives: sampleExamples(auxiliary, mostRepresentatives, init.rng.fork("representatives")),
    prior: imagePriorOf(auxiliary, init.classes, 0, init.rng.fork("prior")),
  };
}
