/** What accountants claim about a mechanism at every delta. @module */
import type { Accountant } from "../../plugins/accountant.js";
import type { DpEvent, NeighbouringRelation } from "../events.js";
import type { ClaimedPoint } from "./one-run-trade-off.js";

/** From the far end of the trade-off curve to its middle. */
const DELTAS = [
  1e-12, 1e-11, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 0.005, 0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5,
  0.6, 0.7, 0.8, 0.9, 0.95,
];

/**
 * Points of the privacy profile, each the lowest epsilon that an accountant of upper bounds gives; without those that are
 * infinite, so that there are none for a mechanism that is not private.
 * @param accountants those whose claims are put to the test
 */
export function claimedProfile(
  accountants: readonly Accountant[],
  events: readonly DpEvent[],
  neighbours: NeighbouringRelation,
): ClaimedPoint[] {
  const sound = accountants.filter(
    (accountant) =>
      accountant.kind === "upper-bound" && events.every((event) => accountant.supports(event, neighbours) === true),
  );
  return DELTAS.map((delta) => ({
    epsilon: Math.min(Infinity, ...sound.map((accountant) => accountant.epsilon(events, delta, neighbours))),
    delta,
  })).filter(({ epsilon }) => Number.isFinite(epsilon));
}
