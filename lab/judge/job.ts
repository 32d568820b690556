/** What the judge's process is told, and what it answers. @module */
import type { FromProcess, TaskJob } from "../../shared/process/messages.js";
import type { Judgement, JudgeSkill, Split } from "./judging.js";

/** The first job: become the judge of this task. */
export interface TrainingJob extends TaskJob {
  readonly what: "train";
  /** of the judge's own streams, hex */
  readonly key: string;
}

/** Any later one: judge these. */
export interface JudgingJob {
  readonly what: "judge";
  /** told back with the answer */
  readonly id: number;
  readonly images: Float32Array | { readonly split: Split; readonly indices: Int32Array };
}

export type JudgeJob = TrainingJob | JudgingJob;

export type FromJudge =
  | FromProcess
  | { readonly type: "trained"; readonly skill: JudgeSkill }
  | { readonly type: "judged"; readonly id: number; readonly judgement: Judgement };
