/** Every metric of a reconstruction, in the order in which it is reported. @module */
import type { Metric } from "../plugins/metric.js";
import { labelRecovery } from "./label-recovery/index.js";
import { mse } from "./mse/index.js";
import { psnrDb } from "./psnr-db/index.js";
import { recovered } from "./recovered/index.js";
import { ssim } from "./ssim/index.js";

export const metrics: readonly Metric[] = [psnrDb, recovered, ssim, mse, labelRecovery];
