/** What participants do for DP-FedAvg, as an adversary knows it. @module */
import type { KnownDefence } from "../../../shared/plugins/attack.js";
import type { NoiseLevels } from "./noise-levels.js";

/**
 * A clip, then each one's share of the noise, in the terms of the defences that do the same on a participant's own account.
 * @param clipNorm the first one: an adaptive one changes under way
 */
export function knownDefences(clipNorm: number, share: NoiseLevels | undefined): readonly KnownDefence[] {
  const clip = { kind: "clip", params: { clipNorm, norm: "l2" } };
  if (share === undefined) return [clip];
  return [clip, { kind: "gaussian-noise", params: { noiseStddev: share.coordinate * clipNorm } }];
}
