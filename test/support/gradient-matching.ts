/** Updates of local steps, and the server that matches them. @module */
import { sgdStep } from "../../shared/learning/sgd.js";
import { models } from "../../shared/models/index.js";
import type { AttackInit, Claim, Observation } from "../../shared/plugins/attack.js";
import type { Examples } from "../../shared/plugins/task.js";
import type { Network } from "../../shared/tensor/network.js";
import { gradientMatching } from "../../server/attacks/gradient-matching/index.js";
import { task, updateOf } from "./curious-server.js";

/** A model by name, for MNIST. */
export function modelOf(name: string, params: Record<string, unknown> = {}): Network {
  const plugin = models.find((model) => model.name === name)!;
  return plugin.create(plugin.params.parse(params), task);
}

/** What several steps on the same lot change in the weights; all in float32, as a participant would. */
export function deltaOf(
  network: Network,
  weights: Float32Array,
  lots: readonly Examples[],
  learningRate: number,
): Float32Array {
  let local = weights;
  for (const lot of lots) local = sgdStep(local, updateOf(network, local, lot, lot.labels.length), learningRate);
  return sgdStep(local, weights, 1);
}

/** The claims of a search that nobody stops. */
export async function matchClaims(
  params: Record<string, unknown>,
  init: AttackInit,
  observations: readonly Observation[],
): Promise<readonly Claim[]> {
  const attack = gradientMatching.create(gradientMatching.params.parse(params), init);
  for (const observation of observations) attack.observe(observation);
  const inference = attack.infer(new AbortController().signal);
  for (;;) {
    const { done, value } = await inference.next();
    if (done) return value;
  }
}
