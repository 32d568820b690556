/** Whether images of a class leaked, and what the scores say about it in words. @module */
import { bestControl } from "../verdict.js";
import { fixed, listed, percent, significant } from "../../report/words/format.js";
import type { AttackSummary, MetricSummary } from "../../runs/summary.js";

type Metrics = AttackSummary["metrics"];
type Verdict = AttackSummary["verdict"];

/** Samples that are taken for the class, as a share, from which on it leaked. */
const leakedFrom = 0.5;
/** A gain over the control in SSIM that is more than luck. */
const partlySsim = 0.1;
/** Below this share of the real images' diversity, samples are said to be one image many times. */
const collapsedBelow = 0.25;

const surelyAbove = (metric: MetricSummary | undefined, margin = 0): boolean =>
  metric !== undefined && metric.low > metric.chance + margin;

/** What leaked beyond what a guesser has, in words; empty where nothing did. */
function leaksOf({ targetClassShare, frechetDistance, nearerToVictims, ssimToVictims }: Metrics): string[] {
  const found: readonly (readonly [what: string, leaked: boolean])[] = [
    ["the class", surelyAbove(targetClassShare)],
    // a guesser's distance, halved: a mean or a blur of something else is somewhat nearer too
    ["traits of it", frechetDistance !== undefined && frechetDistance.high < frechetDistance.chance / 2],
    ["structure", surelyAbove(ssimToVictims, partlySsim)],
    ["records", surelyAbove(nearerToVictims)],
  ];
  return found.filter(([, leaked]) => leaked).map(([what]) => what);
}

/**
 * - `leaked`: half of the samples or more are taken for the class, and the 95 % interval of that share lies above the
 *   best control.
 * - `partly`: the interval lies above it, or the Fréchet distance is surely less than half of the best control's, or SSIM
 *   surely more than 0.1 above its, or the samples surely lie nearer to the victims' images than to others of the class.
 * - `failed`: none of these. It speaks of this attack only: a stronger one may do better.
 */
export function representativeVerdict(metrics: Metrics): Verdict {
  const { targetClassShare } = metrics;
  if (targetClassShare !== undefined && targetClassShare.value >= leakedFrom && surelyAbove(targetClassShare)) {
    return "leaked";
  }
  return leaksOf(metrics).length > 0 ? "partly" : "failed";
}

/** Sentences from the scores alone. */
export function representativeLines(metrics: Metrics, verdict: Verdict): string[] {
  const { targetClassShare, nearerToVictims, distinctness, frechetDistance } = metrics;
  if (targetClassShare === undefined) return ["attack failed: it made no claim"];
  if (targetClassShare.n === 0) return ["attack failed: it never began, and claims no image"];
  const starts = {
    leaked: "",
    partly: `leaked ${listed(leaksOf(metrics))} in part: `,
    failed: "attack failed: ",
  };
  const share =
    `${starts[verdict]}of ${targetClassShare.n} samples ${percent(targetClassShare.value)} are taken for the class by a ` +
    `classifier trained apart; ${comparison(targetClassShare, percent)}`;
  const distance =
    frechetDistance &&
    `Fréchet distance to the victims' images ${significant(frechetDistance.value)}; ${comparison(frechetDistance, significant)}`;
  const collapse =
    distinctness !== undefined && distinctness.value < collapsedBelow
      ? `mode collapse: the samples differ from each other ${percent(distinctness.value, 0)} as much as real images of the class do`
      : undefined;
  const records = nearerToVictims && verdict !== "failed" ? recordsLine(nearerToVictims) : undefined;
  return [share, distance, records, collapse].filter((line) => line !== undefined);
}

/** What a guesser scores, and what real images do. */
function comparison(metric: MetricSummary, print: (value: number) => string): string {
  const real = metric.ceilings?.["real-images"];
  const guesser = `the best guess without the attack (${bestControl(metric)}) ${print(metric.chance)}`;
  return real === undefined ? guesser : `${guesser}, real images of the class ${print(real)}`;
}

function recordsLine(metric: MetricSummary): string {
  const share = `${percent(metric.value, 0)} of the samples lie nearer to a victim's image than to one that nobody trained on`;
  const range = `95 % interval ${fixed(100 * metric.low, 0)} to ${percent(metric.high, 0)}`;
  if (surelyAbove(metric))
    return `images of victims are remembered: ${share} (${range}), where the class alone gives 50 %`;
  return `the class, not its records: ${share} (${range}); whoever knows the class and none of its images gets 50 %`;
}
