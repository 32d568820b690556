/** How each metric is named and printed. @module */
import { metrics } from "../../../shared/metrics/index.js";
import { representativeMetrics } from "../../score/representatives/metrics.js";
import { fixed, percent, significant } from "./format.js";

const names: Readonly<Record<string, string>> = {
  psnrDb: "PSNR, dB",
  recovered: "recovered",
  ssim: "SSIM",
  mse: "MSE",
  labelRecovery: "labels recovered",
  targetClassShare: "taken for the class",
  frechetDistance: "Fréchet distance to the victims' images",
  nearerToVictims: "nearer to a victim's image than to one nobody trained on",
  ssimToVictims: "SSIM to the nearest victim's image",
  distinctness: "distinctness, where 1 is that of real images",
};

const formats: Readonly<Record<string, (value: number) => string>> = {
  psnrDb: (value) => fixed(value, 1),
  recovered: percent,
  ssim: (value) => fixed(value, 3),
  mse: significant,
  labelRecovery: percent,
  targetClassShare: percent,
  nearerToVictims: percent,
  ssimToVictims: (value) => fixed(value, 3),
  distinctness: (value) => fixed(value, 2),
};

export interface MetricWords {
  readonly key: string;
  readonly name: string;
  readonly leaksMoreWhen: "higher" | "lower";
  format(value: number): string;
}

const wordsOf = ({ name: key, leaksMoreWhen }: Pick<MetricWords, "name" | "leaksMoreWhen">): MetricWords => ({
  key,
  name: names[key] ?? key,
  leaksMoreWhen,
  format: formats[key] ?? significant,
});

/** Of reconstructions, in the order in which they are reported. */
export const metricWords: readonly MetricWords[] = metrics.map(wordsOf);

/** Of what a participant drew of a class, likewise. */
export const representativeWords: readonly MetricWords[] = representativeMetrics.map(wordsOf);
