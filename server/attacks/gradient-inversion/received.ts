/** What a turn brought, as the gradient that it stands for. @module */
import type { Channel } from "../../../shared/inversion/channel.js";
import { additionStddev, quantisationStddev } from "../../../shared/inversion/rounding.js";
import type { AttackInit, Observation, Turn } from "../../../shared/plugins/attack.js";

export interface Received extends Turn {
  /** [P], on which the gradient was computed */
  readonly weights: Float32Array;
  /** [P] */
  readonly gradient: Float32Array;
  /** of what defences added to each coordinate, 0 for nothing */
  readonly noiseStddev: number;
  /** of what float32 weights lost of each coordinate of their change that is not zero, 0 where a gradient travelled */
  readonly roundingStddev: number;
}

type Facts = Pick<AttackInit, "update" | "learningRate">;

/** After one local step the change of the weights is the gradient, times minus the learning rate. */
export function receive(
  { participant, round, weights, update }: Observation,
  { update: kind, learningRate }: Facts,
  channel: Channel,
): Received {
  const isDelta = kind === "delta";
  const gradient = isDelta ? update.map((value) => -value / learningRate) : update;
  const quantisation = channel.isQuantised ? quantisationStddev(gradient) : 0;
  return {
    participant,
    round,
    weights,
    gradient,
    noiseStddev: Math.hypot(channel.noiseStddev, quantisation),
    roundingStddev: isDelta ? additionStddev(weights, update) / learningRate : 0,
  };
}
