/**
 * How the noise of DP-SGD falls as a run goes on: Yu, Liu, Pu, Gursoy and Truex 2019, "Differentially Private Model
 * Publishing for Deep Learning" (arXiv:1904.02200), section IV. A schedule says by what the first noise multiplier is
 * multiplied in a turn; t counts the turns before it, as the paper counts epochs.
 * @module
 */
import { z } from "zod";

const rate = z.number().min(0).max(10).describe("k: how fast the noise falls, a turn; in [0, 10]");
const factor = z.number().gt(0).max(1).describe("k: what the noise is multiplied by at each step; in (0, 1]");
const everyRounds = z.int().min(1).max(1_000_000).describe("turns between two steps; an integer in [1, 1000000]");

const validationBased = z.strictObject({
  kind: z.literal("validation-based"),
  factor,
  everyRounds,
  heldOut: z
    .number()
    .gt(0)
    .max(0.5)
    .default(0.1)
    .describe("share of its own examples that a participant does not train on but counts; in (0, 0.5]"),
  countNoise: z
    .number()
    .positive()
    .max(1e6)
    .default(10)
    .describe("standard deviation of the noise on the count of correct answers, examples; in (0, 1000000]"),
  improvement: z
    .number()
    .min(0)
    .max(1)
    .default(0.01)
    .describe("the noise falls unless the share of correct answers has grown by this; in [0, 1]"),
  lowest: z
    .number()
    .gt(0)
    .max(1)
    .default(0.5)
    .describe("share of the first noise multiplier that it never falls below; in (0, 1]"),
});

export const noiseSchedule = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("uniform") }),
  z.strictObject({ kind: z.literal("time-based"), rate }),
  z.strictObject({ kind: z.literal("exponential"), rate }),
  z.strictObject({ kind: z.literal("step"), factor, everyRounds }),
  z.strictObject({
    kind: z.literal("polynomial"),
    power: z.number().positive().max(100).default(1).describe("k: 1 falls in a straight line; in (0, 100]"),
    lowest: z.number().gt(0).max(1).describe("share of the first noise multiplier at the end; in (0, 1]"),
    overRounds: z
      .int()
      .min(1)
      .max(1_000_000)
      .optional()
      .describe("turns until the end, after which it stays; an integer in [1, 1000000] (default: the run's)"),
  }),
  validationBased,
]);

export type NoiseSchedule = z.output<typeof noiseSchedule>;
export type ValidationBased = z.output<typeof validationBased>;

/** Ratio of two neighbouring levels of a schedule that falls in every turn. */
const LEVEL = 1.01;

/**
 * What the first noise multiplier is multiplied by in the turn of `round`, in (0, 1]. What falls in every turn is rounded
 * up to powers of 1.01, at most 1 % more noise, so that a long run has few different mechanisms to account for. Of a
 * validation-based schedule it is the least that there may be: the guarantee has to hold whatever the counts will say.
 * @param round from 1
 * @param turns of the whole run
 */
export function factorIn(schedule: NoiseSchedule, round: number, turns: number): number {
  const t = round - 1;
  switch (schedule.kind) {
    case "uniform":
      return 1;
    case "time-based":
      return roundedUp(1 / (1 + schedule.rate * t));
    case "exponential":
      return roundedUp(Math.exp(-schedule.rate * t));
    case "step":
      return schedule.factor ** Math.floor(t / schedule.everyRounds);
    case "polynomial": {
      const { power, lowest, overRounds = turns } = schedule;
      return roundedUp((1 - lowest) * Math.max(0, 1 - t / overRounds) ** power + lowest);
    }
    case "validation-based":
      return factorAfter(schedule, checksUntil(schedule, round));
  }
}

/** What a validation-based schedule has come to after so many steps. */
export function factorAfter({ factor, lowest }: ValidationBased, steps: number): number {
  return Math.max(lowest, factor ** steps);
}

/** Whether the turn of `round` begins with a count. */
export function isCheck({ everyRounds }: ValidationBased, round: number): boolean {
  return round > 1 && (round - 1) % everyRounds === 0;
}

/** Counts until the turn of `round`, its own included. */
function checksUntil({ everyRounds }: ValidationBased, round: number): number {
  return Math.floor((round - 1) / everyRounds);
}

function roundedUp(factor: number): number {
  // a level itself stays what it is, whatever its logarithm was rounded to
  return Math.min(1, LEVEL ** -Math.floor(-Math.log(factor) / Math.log(LEVEL) + 1e-9));
}
