/** Parameters of a clip norm that follows a quantile: Andrew et al. 2021, algorithm 1. @module */
import { z } from "zod";

/**
 * @param clipped what is clipped, in the plural
 * @param defaultNoise what `indicatorNoise` is where it is not given
 */
export const adaptiveClipParams = (clipped: string, defaultNoise: string) =>
  z.strictObject({
    quantile: z
      .number()
      .min(0)
      .max(1)
      .default(0.5)
      .describe(`gamma: the share of ${clipped} whose norm should be within the clip; in [0, 1]`),
    learningRate: z
      .number()
      .min(0)
      .max(10)
      .default(0.2)
      .describe("eta_C: how fast the clip norm follows, C <- C exp(-eta_C (share within - quantile)); in [0, 10]"),
    indicatorNoise: z
      .number()
      .positive()
      .max(1e6)
      .optional()
      .describe(
        `sigma_b: standard deviation of the noise on the count of ${clipped} within the clip; in (noiseMultiplier / 2, ` +
          `1000000] (default: ${defaultNoise})`,
      ),
  });
