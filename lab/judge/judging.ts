/** The measuring instrument for images that are nobody's: a classifier that no role of the federation ever sees. @module */

/** What the judge makes of m images. */
export interface Judgement {
  /** [m, K + 1], of each class, and last that an image shows none of them; rows sum to 1 */
  readonly probabilities: Float32Array;
  /** [m, F], what its last layer is given: the space in which it tells classes apart */
  readonly features: Float32Array;
}

/** How far the judge can be trusted: it has never seen the test split. */
export interface JudgeSkill {
  /** its layers, in words */
  readonly model: string;
  /** fraction of the test split that it is right about */
  readonly accuracy: number;
  /** [K], the same of each class; null for a class without test examples */
  readonly classAccuracy: readonly (number | null)[];
}

export interface Judging {
  skill(): Promise<JudgeSkill>;
  /** @param images [m, ...shape], flat, in [0, 1] */
  judge(images: Float32Array): Promise<Judgement>;
  /** Of the examples at `indices` of a split, in that order. */
  judgeExamples(split: Split, indices: Int32Array): Promise<Judgement>;
}

export type Split = "train" | "test";
