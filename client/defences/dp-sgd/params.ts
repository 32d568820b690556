/** What DP-SGD takes. @module */
import { z } from "zod";
import { adaptiveClipParams } from "../../../shared/plugins/adaptive-clip-params.js";
import { noiseSchedule } from "./noise-schedule.js";

export const params = z.strictObject({
  clipNorm: z
    .number()
    .positive()
    .optional()
    .describe("C: greatest L2 norm of one example's gradient in the sum, the first one where adaptive; in (0, ∞)"),
  clipping: z
    .enum(["flat", "per-layer"])
    .default("flat")
    .describe("flat: the whole gradient to clipNorm; per-layer: what it has in each of m layers to clipNorm / sqrt(m)"),
  layerClipNorms: z
    .array(z.number().positive())
    .min(1)
    .optional()
    .describe("with clipping: per-layer, in place of clipNorm: the L2 norm for each layer with weights, in (0, ∞)"),
  adaptive: adaptiveClipParams("examples", "a twentieth of the lot, or noiseMultiplier where that is more")
    .optional()
    .describe(
      "lets clipNorm follow the quantile, in [0, 1], of the norms, whose noisy count is paid for (default: no)",
    ),
  noiseMultiplier: z
    .number()
    .min(0)
    .optional()
    .describe("z: standard deviation of the noise on the sum, in units of clipNorm, the count included; in [0, ∞)"),
  targetEpsilon: z
    .number()
    .positive()
    .optional()
    .describe("epsilon (nats) that the whole run may spend, in (0, ∞); sets noiseMultiplier"),
  noiseSchedule: noiseSchedule
    .optional()
    .describe("how the noise falls from turn to turn, to a share in (0, 1] of noiseMultiplier (default: it does not)"),
});

export type DpSgdParams = z.output<typeof params>;
