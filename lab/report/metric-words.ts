/** How each metric is named and printed. @module */
import { metrics } from "../../shared/metrics/index.js";
import { fixed, percent, significant } from "./format.js";

const names: Readonly<Record<string, string>> = {
  psnrDb: "PSNR, dB",
  recovered: "recovered",
  ssim: "SSIM",
  mse: "MSE",
  labelRecovery: "labels recovered",
};

const formats: Readonly<Record<string, (value: number) => string>> = {
  psnrDb: (value) => fixed(value, 1),
  recovered: percent,
  ssim: (value) => fixed(value, 3),
  mse: significant,
  labelRecovery: percent,
};

export interface MetricWords {
  readonly key: string;
  readonly name: string;
  readonly leaksMoreWhen: "higher" | "lower";
  format(value: number): string;
}

/** In the order in which they are reported. */
export const metricWords: readonly MetricWords[] = metrics.map(({ name: key, leaksMoreWhen }) => ({
  key,
  name: names[key] ?? key,
  leaksMoreWhen,
  format: formats[key] ?? significant,
}));
