/** What DP-FedAvg takes. @module */
import { z } from "zod";
import { adaptiveClipParams } from "../../../shared/plugins/adaptive-clip-params.js";

export const params = z.strictObject({
  clipNorm: z
    .number()
    .positive()
    .describe("S: greatest L2 norm of one participant's update in the sum, the first one where adaptive; in (0, ∞)"),
  clipping: z
    .enum(["flat", "per-layer"])
    .default("flat")
    .describe("flat: the whole update to clipNorm; per-layer: each of m layers to clipNorm / sqrt(m)"),
  adaptive: adaptiveClipParams("updates", "a twentieth of the expected updates a round")
    .optional()
    .describe("lets clipNorm follow a quantile of the norms, whose noisy count is paid for (default: clipNorm stays)"),
  noiseMultiplier: z
    .number()
    .min(0)
    .optional()
    .describe("z: standard deviation of the noise on the sum, in units of clipNorm, the count included; in [0, ∞)"),
  targetEpsilon: z
    .number()
    .positive()
    .optional()
    .describe("epsilon (nats) that the whole run may spend on a participant, in (0, ∞); sets noiseMultiplier"),
  weightCap: z
    .number()
    .positive()
    .optional()
    .describe("w_hat, examples: an update weighs min(examples / weightCap, 1); in (0, ∞) (default: all weigh 1)"),
  totalWeight: z
    .number()
    .positive()
    .optional()
    .describe(
      "W: weight of all participants together that the sum is divided by, times the share drawn; public, so that it must " +
        "not be read from what they hold; in (0, participants] (default: participants)",
    ),
  noise: z
    .enum(["server", "distributed"])
    .default("server")
    .describe("who adds it: the server, which is then trusted; or each participant a share of it"),
  colluding: z
    .int()
    .min(0)
    .optional()
    .describe(
      "with distributed noise: participants of a round whose share of the noise an adversary may know; 0 or more, below " +
        "limits.minUpdates (default: 1, itself)",
    ),
});

export type DpFedAvgParams = z.output<typeof params>;
