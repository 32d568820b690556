/** The steps that are timed, here and in torch: the same models on the same shapes. @module */

export interface StepTask {
  readonly model: "mlp" | "shokri-cnn";
  /** the gradient of a lot, or with every example's clipped */
  readonly pass: "plain" | "clipped";
  readonly batch: number;
  readonly steps: number;
}

/** Somebody who takes steps and says how long each took. */
export interface Stepper {
  /** which backend or library, for the reader */
  readonly name: string;
  /** ms, one a step */
  time(task: StepTask): Promise<readonly number[]>;
  stop(): void;
}

export const modelNames = { mlp: "MLP 784-128-64-10", "shokri-cnn": "CNN of 105,506 parameters" };
