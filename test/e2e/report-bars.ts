/** Bars of three classes, and a judge that needs no training: who looks most like the mean of a class. @module */
import type { Judgement, Judging, Split } from "../../lab/judge/judging.js";
import { classMeans } from "../../lab/score/class-means.js";
import { squaredDistance } from "../../lab/score/representatives/nearest.js";
import type { Dataset, ExampleStore } from "../../shared/plugins/task.js";
import type { RngStream } from "../../shared/random/rng-stream.js";

export const shape = [12, 12, 1];
const size = 144;

/** Upright, lying or sloping, with a brightness of its own and some noise. */
export function drawBar(label: number, rng: RngStream): Float32Array {
  const [at, brightness] = [5 + rng.integer(2), 0.6 + 0.3 * rng.uniform()];
  return Float32Array.from({ length: size }, (_, i) => {
    const [y, x] = [Math.floor(i / 12), i % 12];
    const away = [x - at, y - at, x - y + at - 5][label];
    return Math.min(1, Math.max(0, (Math.abs(away) < 1.5 ? brightness : 0) + 0.1 * rng.uniform()));
  });
}

/** Classes 0, 1, 2, 0, 1, ... */
export function storeOf(count: number, rng: RngStream): ExampleStore {
  const labels = Uint8Array.from({ length: count }, (_, i) => i % 3);
  const images = [...labels].map((label) => drawBar(label, rng));
  return {
    ...{ count, shape, labels },
    gather: (indices) => ({
      images: Float32Array.from(Array.from(indices).flatMap((index) => [...images[index]])),
      labels: Int32Array.from(indices, (index) => labels[index]),
      shape,
    }),
  };
}

/** Probabilities fall with the squared distance to the mean of a class; distances are the features. */
export function nearestMeans(dataset: Dataset): Judging {
  const train = dataset.open("train");
  const means = classMeans(train.gather(Int32Array.from(train.labels.keys())));
  const judge = (images: Float32Array): Promise<Judgement> => {
    const rows = Array.from({ length: images.length / size }, (_, row) =>
      [0, 1, 2].map((label) => squaredDistance(images, row * size, means, label * size, size)),
    );
    const probabilities = rows.flatMap((distances) => {
      const likelihoods = distances.map((distance) => Math.exp(Math.min(...distances) - distance));
      const sum = likelihoods.reduce((a, b) => a + b);
      return likelihoods.map((likelihood) => likelihood / sum);
    });
    return Promise.resolve({
      probabilities: Float32Array.from(probabilities),
      features: Float32Array.from(rows.flatMap((distances) => distances.map(Math.sqrt))),
    });
  };
  return {
    judge,
    judgeExamples: (split: Split, indices) => judge(dataset.open(split).gather(indices).images),
    skill: () => Promise.resolve({ model: "nearest mean", accuracy: 0.99, classAccuracy: [1, 1, 0.97] }),
  };
}
