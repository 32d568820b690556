/** attacks/<id>/scores.json: an attack's results, target by target. @module */
import type { ThreatModel } from "../../shared/plugins/attack.js";
import type { TargetScore } from "../score/targets.js";
import type { AttackSummary } from "./summary.js";

/** Paths relative to the attack's directory. */
export interface TileNames {
  readonly truth: string;
  readonly claim: string;
  readonly control: string;
}

export interface AttackRecord {
  readonly schema: 1;
  readonly id: string;
  readonly threat: ThreatModel;
  readonly summary: AttackSummary;
  /** the control that `targets` were compared with; null without targets */
  readonly control: string | null;
  /** of the strongest strategy */
  readonly targets: readonly (TargetScore & { readonly tiles: TileNames })[];
}
