/** Lots of a malicious participant: its own examples, and what its attack mixes in. @module */
import type { Injection } from "../../shared/plugins/participant-attack.js";
import type { Examples } from "../../shared/plugins/task.js";
import type { RngStream } from "../../shared/random/rng-stream.js";

/** The lot, and after it `perLot` examples drawn from the injected ones with replacement. */
export function withInjected(lot: Examples, { examples, perLot }: Injection, rng: RngStream): Examples {
  const size = examples.images.length / examples.labels.length;
  const count = lot.labels.length;
  const images = new Float32Array(lot.images.length + perLot * size);
  const labels = new Int32Array(count + perLot);
  images.set(lot.images);
  labels.set(lot.labels);
  for (let k = 0; k < perLot; k++) {
    const drawn = rng.integer(examples.labels.length);
    images.set(examples.images.subarray(drawn * size, (drawn + 1) * size), (count + k) * size);
    labels[count + k] = examples.labels[drawn];
  }
  return { images, labels, shape: lot.shape };
}
