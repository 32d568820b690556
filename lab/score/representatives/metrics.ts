/** Every metric of class representatives, in the order in which it is reported. @module */
import { distinctness } from "./distinctness.js";
import { frechetDistance } from "./frechet-distance.js";
import type { RepresentativeMetric } from "./metric.js";
import { nearerToVictims } from "./nearer-to-victims.js";
import { ssimToVictims } from "./ssim-to-victims.js";
import { targetClassShare } from "./target-class-share.js";

export const representativeMetrics: readonly RepresentativeMetric[] = [
  targetClassShare,
  frechetDistance,
  nearerToVictims,
  ssimToVictims,
  distinctness,
];
