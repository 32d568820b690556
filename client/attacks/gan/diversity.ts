/** How far apart images are, and what keeps fakes apart. @module */
import type { Examples } from "../../../shared/plugins/task.js";

/** What a penalty adds to the loss, and to its gradient. */
export interface Penalty {
  readonly value: number;
  /** [n, ...shape] */
  readonly gradient: Float32Array;
}

/** of so many examples all pairs are compared */
const compared = 200;

/** Mean L2 distance of two examples of the same class, among the first 200; undefined where there are no two that differ. */
export function spreadWithinClasses({ images, labels }: Examples): number | undefined {
  const size = images.length / labels.length;
  const count = Math.min(labels.length, compared);
  let [total, pairs] = [0, 0];
  for (let i = 0; i < count; i++) {
    for (let j = i + 1; j < count; j++) {
      if (labels[i] !== labels[j]) continue;
      total += distance(images, i, j, size);
      pairs++;
    }
  }
  return total > 0 ? total / pairs : undefined;
}

/**
 * Against mode collapse: mean over pairs of max(0, 1 − ‖x − x'‖ / spread)², pairs of the first and the second half of the
 * images. As mode seeking (Mao et al. 2019, arXiv:1903.05628) it rewards distance between images of different noise, but no
 * more of it than real images have, which an adversary knows from its own.
 * @param images [count, ...shape]
 * @param count 2 or more
 * @param spread L2, above 0
 */
export function collapsePenalty(images: Float32Array, count: number, spread: number): Penalty {
  const size = images.length / count;
  const pairs = Math.floor(count / 2);
  const gradient = new Float32Array(images.length);
  let value = 0;
  for (let i = 0; i < pairs; i++) {
    const j = i + pairs;
    const apart = distance(images, i, j, size);
    const lack = 1 - apart / spread;
    if (lack <= 0) continue;
    value += lack * lack;
    // Equal images have no direction to part in.
    const factor = apart > 0 ? (-2 * lack) / (spread * apart * pairs) : 0;
    for (let p = 0; p < size; p++) {
      const push = factor * (images[i * size + p] - images[j * size + p]);
      gradient[i * size + p] = push;
      gradient[j * size + p] = -push;
    }
  }
  return { value: value / pairs, gradient };
}

function distance(images: Float32Array, i: number, j: number, size: number): number {
  let total = 0;
  for (let p = 0; p < size; p++) total += (images[i * size + p] - images[j * size + p]) ** 2;
  return Math.sqrt(total);
}
