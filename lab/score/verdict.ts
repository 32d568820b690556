/** Whether an attack beat its control, and what the scores say about it in words. @module */
import type { AttackSummary, MetricSummary } from "../runs/summary.js";
import { countOf, decibels, listed, percent } from "../report/words/format.js";

type Metrics = AttackSummary["metrics"];

/** A gain in dB over the control that is a leak whatever the picture: ten times less squared error. */
const leakedDb = 10;
/** Gains over the control that are more than a lucky match, in dB and in SSIM. */
const partlyDb = 1;
const partlySsim = 0.1;

/** Whether even the lower end of the 95 % interval lies more than `margin` above the control. */
const surelyAbove = (metric: MetricSummary | undefined, margin: number) =>
  metric !== undefined && metric.low > metric.chance + margin;

/** What leaked beyond what a guesser has, in words; empty where nothing did. */
export function leaksOf({ psnrDb, recovered, ssim, labelRecovery }: Metrics): string[] {
  const found: readonly (readonly [what: string, leaked: boolean])[] = [
    ["whole images", recovered !== undefined && recovered.value > recovered.chance],
    ["pixels", psnrDb !== undefined && psnrDb.value > psnrDb.chance + partlyDb],
    ["structure", surelyAbove(ssim, partlySsim)],
    ["labels", surelyAbove(labelRecovery, 0)],
  ];
  return found.filter(([, leaked]) => leaked).map(([what]) => what);
}

/**
 * - `leaked`: the mean PSNR beats the best control by more than 10 dB, or at least half of the targets are recovered.
 * - `partly`: more images are recovered than by the control, or the mean PSNR beats it by more than 1 dB, or the 95 %
 *   interval of SSIM lies more than 0.1 above it, or that of label recovery lies above it.
 * - `failed`: none of these. It speaks of this attack only: a stronger one may do better.
 */
export function verdictOf(metrics: Metrics): AttackSummary["verdict"] {
  const { psnrDb, recovered } = metrics;
  if (psnrDb === undefined || recovered === undefined) return "failed";
  if (psnrDb.value > psnrDb.chance + leakedDb || recovered.value >= 0.5) return "leaked";
  return leaksOf(metrics).length > 0 ? "partly" : "failed";
}

/** The name of the control that scored best, "a guesser" where none is named. */
export function bestControl({ controls, chance }: MetricSummary): string {
  return Object.keys(controls).find((name) => controls[name] === chance) ?? "a guesser";
}

/** How many of the targets were recovered. */
export function recoveredCount({ value, n }: MetricSummary): number {
  return Math.round(value * n);
}

/** One or two sentences from the scores alone. */
export function scoreLines(metrics: Metrics): string[] {
  const { psnrDb, recovered, labelRecovery } = metrics;
  if (psnrDb === undefined || recovered === undefined) {
    return ["attack failed: the targeted lots held no examples, so there was nothing to recover"];
  }
  const [mean, guesser] = [decibels(psnrDb.value), `the best guess without the observation (${bestControl(psnrDb)})`];
  const count = `${recoveredCount(recovered)} of ${countOf(recovered.n, "image")}`;
  const lines = {
    leaked: `recovered ${count}; mean PSNR ${mean}, ${guesser} ${decibels(psnrDb.chance)}`,
    partly: `recovered ${count}, but leaked ${listed(leaksOf(metrics))}; mean PSNR ${mean}, ${guesser} ${decibels(psnrDb.chance)}`,
    failed: `attack failed: mean PSNR ${mean}, within 1 dB of ${guesser}, ${decibels(psnrDb.chance)}, or below it`,
  };
  const labels =
    labelRecovery &&
    `labels: ${percent(labelRecovery.value)} recovered, without the observation ${percent(labelRecovery.chance)}`;
  return [lines[verdictOf(metrics)], ...(labels === undefined ? [] : [labels])];
}
