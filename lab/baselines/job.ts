/** What a process that trains baselines is told, and what it answers. @module */
import type { Sampling } from "../../shared/plugins/defence.js";
import type { FromProcess, TaskJob } from "../../shared/process/messages.js";
import type { RunEvent } from "../../shared/process/run-events.js";
import type { RunConfig } from "../../shared/scenario/schema.js";

export type BaselineName = RunConfig["baselines"][number];
export type BaselineEvent = Extract<RunEvent, { type: "baseline" }>;

/** When a model is evaluated. */
export interface Checkpoint {
  /** of the federation, which has done as much work by then */
  readonly round: number;
  /** since the initial weights */
  readonly steps: number;
}

/** One model of a baseline. */
export interface Learner {
  readonly name: BaselineName;
  /** whose model, for `standalone` */
  readonly participant?: number;
  /** indices into the training split */
  readonly examples: Int32Array;
  /** examples a lot, expected under poisson */
  readonly batchSize: number;
  /** ascending, the first of round 0 */
  readonly checkpoints: readonly Checkpoint[];
  /** of the stream its lots are drawn from, hex */
  readonly key: string;
}

export interface BaselineJob extends TaskJob {
  /** [P] */
  readonly initialWeights: Float32Array;
  readonly sampling: Sampling;
  readonly learningRate: number;
  readonly learners: readonly Learner[];
}

export type FromBaselines = FromProcess | { readonly type: "finished" };
