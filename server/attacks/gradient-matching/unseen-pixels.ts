/** Pixels that the network does not look at, such as the last line where a stride passes it over. @module */
import { noiseStart } from "../../../shared/inversion/matching/start.js";
import type { RngStream } from "../../../shared/random/rng-stream.js";
import { differentiateGradients } from "../../../shared/tensor/gradient-derivative.js";
import type { Network } from "../../../shared/tensor/network.js";

/** Images that are tried: a relu may be off for one of them, hardly for all. */
const tries = 4;

/** Which of an example's values no gradient depends on, [n]: a search leaves them where it started. */
export function unseenPixels(network: Network, weights: Float32Array, rng: RngStream): boolean[] {
  const { inputShape, classes } = network;
  const size = inputShape.reduce((product, side) => product * side, 1);
  const lots = {
    groups: 1,
    images: noiseStart(tries * size, rng),
    targets: new Float32Array(tries * classes).fill(1 / classes),
  };
  const { images } = differentiateGradients(network, weights, lots, ({ gradients }) => gradients);
  return Array.from({ length: size }, (_, i) => {
    for (let at = i; at < images.length; at += size) if (images[at] !== 0) return false;
    return true;
  });
}
