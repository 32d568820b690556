/** The images that an attack's are compared with: the class as it is, and the guesses of whoever saw nothing of it. @module */
import { exampleSize } from "../../../shared/metrics/pairs.js";
import type { Dataset } from "../../../shared/plugins/task.js";
import type { RngStream } from "../../../shared/random/rng-stream.js";
import type { Judging, Split } from "../../judge/judging.js";
import { classMeans } from "../class-means.js";
import type { CeilingName, ControlName } from "./metric.js";
import { locate, type ClassReferences, type JudgedImages, type Sample } from "./sample.js";

/** Images that are compared with: more would cost minutes, and find more of what is remembered of the victims alone. */
const most = { victims: 1500, heldOut: 1000, own: 2000 };

export interface OriginsInput {
  readonly targetClass: number;
  readonly dataset: Dataset;
  readonly judge: Judging;
  /** indices into the training split: images of the class that others than the adversary hold; may be empty */
  readonly victims: Int32Array;
  /** indices into the training split: the adversary's own examples */
  readonly own: Int32Array;
  readonly rng: RngStream;
}

export interface Origins {
  /** the victims' images of the class, or, where nobody holds any, those of the training split */
  readonly references: ClassReferences;
  readonly controls: Partial<Record<ControlName, Sample>>;
  readonly ceilings: Partial<Record<CeilingName, Sample>>;
}

/**
 * @param count images of the attack's sample, at least 1; controls and ceilings have as many where there are so many
 * @throws {RangeError} where the training split holds no image of the class
 */
export async function gatherOrigins(input: OriginsInput, count: number): Promise<Origins> {
  const { dataset, targetClass, judge, own, rng } = input;
  const { shape } = dataset;
  const examples = async (split: Split, indices: Int32Array): Promise<JudgedImages> => {
    const { images } = dataset.open(split).gather(indices);
    return { images, count: indices.length, ...(await judge.judgeExamples(split, indices)) };
  };
  const drawn = (what: string, of: Int32Array, atMost: number): Int32Array =>
    rng
      .fork(what)
      .sampleWithoutReplacement(of.length, Math.min(of.length, atMost))
      .map((place) => of[place]);

  const inClass = { train: indicesOf(dataset, "train", targetClass), test: indicesOf(dataset, "test", targetClass) };
  if (inClass.train.length === 0) {
    throw new RangeError(`the training split holds no image of class ${targetClass}: there is nothing to compare with`);
  }
  // participants may share examples
  const victims = input.victims.length > 0 ? Int32Array.from(new Set(input.victims)) : inClass.train;
  const heldOut = await examples("test", drawn("held-out", inClass.test, most.heldOut));
  const references: ClassReferences = {
    ...{ targetClass, shape, heldOut },
    victims: await examples("train", drawn("victims", victims, most.victims)),
  };
  const judged = async (images: Float32Array): Promise<Sample> => {
    const size = exampleSize(shape);
    return locate({ images, count: images.length / size, ...(await judge.judge(images)) }, references);
  };

  const noise = Float32Array.from({ length: count * exampleSize(shape) }, () => 0);
  const pixels = rng.fork("noise");
  for (let i = 0; i < noise.length; i++) noise[i] = pixels.uniform();
  const controls: Partial<Record<ControlName, Sample>> = { noise: await judged(noise) };
  if (own.length > 0) {
    controls["own-images"] = locate(await examples("train", drawn("own", own, count)), references);
    controls["own-mean"] = await judged(classMeans(dataset.open("train").gather(drawn("own-mean", own, most.own))));
  }
  const ceilings: Partial<Record<CeilingName, Sample>> = {};
  if (heldOut.count > 0) {
    ceilings["real-images"] = locate(await examples("test", drawn("real", inClass.test, count)), references);
    const labels = new Int32Array(heldOut.count);
    ceilings["real-mean"] = await judged(classMeans({ images: heldOut.images, labels, shape }));
  }
  return { references, controls, ceilings };
}

/** Of the examples of a class, ascending. */
export function indicesOf(dataset: Dataset, split: Split, targetClass: number): Int32Array {
  const { labels } = dataset.open(split);
  return Int32Array.from([...labels.keys()].filter((index) => labels[index] === targetClass));
}
