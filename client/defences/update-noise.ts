/** Noise on a whole update: what it releases, and how much of it a privacy target takes. @module */
import { MOST_CELLS } from "../../shared/learning/snap.js";
import type { DefenceInit, Release, TurnFacts } from "../../shared/plugins/defence.js";
import { ImpossibleCombination } from "../../shared/plugins/plugin.js";
import type { DpEvent } from "../../shared/privacy/events.js";
import { neighboursOf } from "../../shared/privacy/neighbours.js";
import { rawRelease } from "../../shared/privacy/planned-release.js";
import type { PlannedRelease } from "../../shared/privacy/planned-release.js";
import { turnSamplingRate } from "./sampling-rate.js";

export interface UpdateNoise {
  /** of the defence */
  readonly name: string;
  /** the mechanism that noise of this scale over sensitivity is, on an update of P coordinates */
  readonly event: (noiseMultiplier: number, parameters: number) => DpEvent;
  /** whether it is known what the mechanism is worth on a Poisson sample */
  readonly isAmplified: boolean;
  /** the bound that its sensitivity follows from */
  readonly bound: "l2Bound" | "l1Bound";
  /** the parameter that sets its scale */
  readonly scale: string;
  /** what has to come before it, in words, and as an example */
  readonly needs: { readonly words: string; readonly example: string };
}

/**
 * The scale of the noise at which the whole run meets `targetEpsilon`.
 * @throws {ImpossibleCombination} when no scale does, or each
 */
export function scaleMeeting(targetEpsilon: number, noise: UpdateNoise, init: DefenceInit): number {
  const { before, facts, calibrate } = init;
  refuseUnreachableTarget(noise, before);
  const release = (noiseMultiplier: number): PlannedRelease => releaseOf(noise, noiseMultiplier, facts);
  return calibrate(targetEpsilon, release) * sensitivity(noise, before);
}

/** What is known after noise of this scale. */
export function releaseWithNoise(noise: UpdateNoise, scale: number, before: Release, facts: TurnFacts): Release {
  const after = scale === 0 ? before : { ...before, ...rawRelease };
  if (isReleased(before)) return after;
  const neighbours = neighboursOf(facts.unit);
  if (before[noise.bound] === Infinity) {
    return { ...after, event: { type: "non-private", why: `${noise.name} without ${noise.needs.words}` }, neighbours };
  }
  return { ...after, ...releaseOf(noise, scale / sensitivity(noise, before), facts) };
}

/**
 * Refuses noise on a grid that is so fine, against the bound on the update, that sums of squares would not be exact.
 * @param cell side of the grid, in the update's unit
 * @throws {ImpossibleCombination}
 */
export function refuseFineGrid(noise: UpdateNoise, before: Release, cell: number, hint: string): void {
  const bound = before[noise.bound];
  if (cell === 0 || bound === Infinity || bound / cell <= MOST_CELLS) return;
  throw new ImpossibleCombination(
    `a bound of ${bound} on the update is ${bound / cell} cells of the grid that the noise is on, and at most ${MOST_CELLS} can be summed exactly`,
    { hint },
  );
}

/** Whatever changes in the data, a value of norm at most C moves by at most 2C. */
function sensitivity(noise: UpdateNoise, before: Release): number {
  return 2 * before[noise.bound];
}

/** Noise on an unbounded value has promised nothing yet: a clip and more noise after it still can. */
function isReleased({ event }: Release): boolean {
  return event !== undefined && event.type !== "non-private";
}

/** Without amplification it holds for any sampling. */
function releaseOf(
  { event: eventOf, isAmplified }: UpdateNoise,
  noiseMultiplier: number,
  facts: TurnFacts,
): PlannedRelease {
  const event = eventOf(noiseMultiplier, facts.parameters);
  const neighbours = neighboursOf(facts.unit);
  const sampled = isAmplified && facts.unit === "example" && facts.sampling === "poisson";
  if (!sampled) return { event, neighbours };
  return { event: { type: "poisson-sampled", probability: turnSamplingRate(facts), event }, neighbours };
}

function refuseUnreachableTarget({ name, bound, scale, needs }: UpdateNoise, before: Release): void {
  if (isReleased(before)) {
    throw new ImpossibleCombination("the update is private already before this noise, so that it changes no epsilon", {
      parameter: ["targetEpsilon"],
      hint: `give the target to the first mechanism of the chain, and ${scale} here`,
    });
  }
  if (before[bound] === Infinity) {
    throw new ImpossibleCombination(`no noise meets an epsilon on an update without ${needs.words}`, {
      parameter: ["targetEpsilon"],
      hint: `put ${needs.example} before ${name}`,
    });
  }
}
