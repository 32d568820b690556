/** Random settings of DP-SGD, to compare epsilons at. @module */
import { RngStream } from "../../shared/random/rng-stream.js";
import type { DpEvent } from "../../shared/privacy/events.js";

export interface DpSgdTask {
  /** of a Poisson sample */
  readonly rate: number;
  /** noise multiplier of the Gaussian, under add-or-remove-one */
  readonly noise: number;
  readonly steps: number;
  readonly delta: number;
}

/** Log-uniform on noise 0.5 to 8, rate 1e-4 to 0.2, 1 to 10,000 steps and delta 1e-8 to 1e-4; three digits each. */
export function randomTasks(seed: number, count: number): readonly DpSgdTask[] {
  const stream = RngStream.fromSeed(seed).fork("dp-sgd-tasks");
  const draw = (from: number, to: number) => Number((from * (to / from) ** stream.uniform()).toPrecision(3));
  return Array.from({ length: count }, () => ({
    rate: draw(1e-4, 0.2),
    noise: draw(0.5, 8),
    steps: Math.round(draw(1, 10_000)),
    delta: draw(1e-8, 1e-4),
  }));
}

export const eventOf = ({ rate, noise, steps }: DpSgdTask): DpEvent => ({
  type: "repeated",
  count: steps,
  event: { type: "poisson-sampled", probability: rate, event: { type: "gaussian", noiseMultiplier: noise } },
});
