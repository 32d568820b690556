/** Which images an update is of, and in which lots they were trained on. @module */
import { deltaTurn } from "../../../shared/inversion/matching/delta-turn.js";
import { meanTurn } from "../../../shared/inversion/matching/mean-turn.js";
import { gradientTurn } from "../../../shared/inversion/matching/simulated-turn.js";
import type { SimulatedTurn } from "../../../shared/inversion/matching/simulated-turn.js";
import type { AttackInit } from "../../../shared/plugins/attack.js";

export interface Schedule {
  /** n, different images behind the update, those of one participant after another */
  readonly images: number;
  /** S of each participant; 1 for a gradient */
  readonly steps: number;
  /** different lots of each participant */
  readonly lots: number;
  /** what the summed gradients of the images add up to in the update, were the weights to stay: their factor */
  readonly share: number;
  /** what is taken for granted about the lots, in words; empty where all is known */
  readonly assumptions: readonly string[];
  turnAt(weights: Float32Array): SimulatedTurn;
}

type Facts = Pick<AttackInit, "network" | "update" | "learningRate" | "batchSize" | "examplesEach">;

/** @param images of the one lot of all `summed` participants together */
export function oneLot(facts: Facts, summed: number, images: number): Schedule {
  const { network, learningRate } = facts;
  const divisor = facts.batchSize * summed;
  const isGradient = facts.update === "gradient";
  return {
    images,
    steps: 1,
    lots: 1,
    share: (isGradient ? 1 : -learningRate) / divisor,
    assumptions: [],
    turnAt: (weights) =>
      isGradient
        ? gradientTurn(network, weights, divisor)
        : deltaTurn(network, weights, { learningRate, divisor, steps: 1 }),
  };
}

/** Several local steps S of each of `summed` participants, on lots of `lotSize` images. */
export function localSteps(facts: Facts, summed: number, lotSize: number, steps: number): Schedule {
  const { network, learningRate, examplesEach } = facts;
  const lots = Math.min(steps, Math.max(1, Math.floor(examplesEach / lotSize)));
  const own = lots * lotSize;
  const lotOf = (step: number) => Int32Array.from({ length: lotSize }, (_, i) => (step % lots) * lotSize + i);
  const schedule = { learningRate, divisor: facts.batchSize, steps, ...(lots > 1 && { lotOf }) };
  const turnAt = (weights: Float32Array) => deltaTurn(network, weights, schedule);
  const isWhole = lotSize >= examplesEach;
  return {
    images: own * summed,
    steps,
    lots,
    share: ((-learningRate / facts.batchSize) * steps) / lots / summed,
    assumptions: isWhole
      ? []
      : [
          `which images formed which lot is unknown: ${count(lots, "lot")} of ${lotSize} assumed, the same in every pass`,
        ],
    turnAt: summed === 1 ? turnAt : (weights) => meanTurn(network, weights, summed, turnAt),
  };
}

const count = (n: number, noun: string) => `${n} ${noun}${n === 1 ? "" : "s"}`;
