/** The steps that are timed, here and in torch: the same models on the same shapes. @module */

export interface StepTask {
  readonly model: "mlp" | "shokri-cnn" | "lenet-sigmoid";
  /** the gradient of a lot, with every example's clipped, or an iteration of gradient matching for every example */
  readonly pass: "plain" | "clipped" | "matching";
  /** examples; torch matches one */
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

export const modelNames: Readonly<Record<StepTask["model"], string>> = {
  mlp: "MLP 784-128-64-10",
  "shokri-cnn": "CNN of 105,506 parameters",
  "lenet-sigmoid": "LeNet-sigmoid",
};
