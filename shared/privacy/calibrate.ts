/** The least noise that meets a privacy target. @module */
import type { Accountant } from "../plugins/accountant.js";
import { ImpossibleCombination } from "../plugins/plugin.js";
import type { DpEvent, NeighbouringRelation } from "./events.js";

export interface PrivacyTarget {
  /** nats, in (0, ∞) */
  readonly epsilon: number;
  /** in (0, 1) */
  readonly delta: number;
  readonly neighbours: NeighbouringRelation;
}

/** Powers of two between which noise multipliers are sought. */
const [LOWEST, HIGHEST] = [-30, 60];
/** How far above the smallest one the result may lie, relative. */
const PRECISION = 1e-9;

/**
 * The smallest noise multiplier whose events meet the target: its epsilon is at most `target.epsilon`, and a billionth
 * less noise would miss it.
 * @param events all that is released at a noise multiplier; more noise never means a greater epsilon
 * @throws {ImpossibleCombination} when no noise multiplier up to 2^60 meets the target
 * @throws {RangeError} on a target outside its range or an event that the accountant refuses
 */
export function calibrateNoiseMultiplier(
  accountant: Accountant,
  target: PrivacyTarget,
  events: (noiseMultiplier: number) => readonly DpEvent[],
): number {
  const { epsilon, delta, neighbours } = target;
  if (!(epsilon > 0 && epsilon < Infinity)) throw new RangeError(`target epsilon is ${epsilon}, must be in (0, ∞)`);
  if (!(delta > 0 && delta < 1)) throw new RangeError(`delta is ${delta}, must be in (0, 1)`);
  const meets = (noiseMultiplier: number): boolean =>
    accountant.epsilon(events(noiseMultiplier), delta, neighbours) <= epsilon;

  if (meets(0)) return 0;
  let power = 0;
  while (power > LOWEST && meets(2 ** (power - 1))) power--;
  while (power < HIGHEST && !meets(2 ** power)) power++;
  let [missing, meeting] = [2 ** (power - 1), 2 ** power];
  if (!meets(meeting)) throw unreachable(accountant, target);
  while (meeting / missing - 1 > PRECISION) {
    const middle = Math.sqrt(missing * meeting);
    if (meets(middle)) meeting = middle;
    else missing = middle;
  }
  return meeting;
}

function unreachable(accountant: Accountant, { epsilon, delta }: PrivacyTarget): ImpossibleCombination {
  return new ImpossibleCombination(
    `no amount of noise gives epsilon ${epsilon} at delta ${delta} under the accountant ${accountant.name}`,
    { hint: "raise the target epsilon or delta, or choose another accountant" },
  );
}
