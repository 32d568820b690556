/** Scores what a participant says images of a class look like that it never held, beside controls and ceilings. @module */
import { exampleSize } from "../../../shared/metrics/pairs.js";
import type { RepresentativeClaim } from "../../../shared/plugins/participant-attack.js";
import type { AttackSummary, MetricSummary } from "../../runs/summary.js";
import type { RepresentativeRound } from "../../runs/representatives-record.js";
import type { JudgeSkill } from "../../judge/judging.js";
import { clipToUnit } from "../guesses.js";
import type { RepresentativeMetric } from "./metric.js";
import { representativeMetrics } from "./metrics.js";
import { gatherOrigins, type Origins, type OriginsInput } from "./origins.js";
import { locate, type Sample } from "./sample.js";
import { contextLines } from "./context-lines.js";
import { representativeLines, representativeVerdict } from "./verdict.js";

export interface RepresentativesInput extends Omit<OriginsInput, "targetClass"> {
  /** the attack plug-in's name */
  readonly kind: string;
  /** all of one class, ascending by round; the last is the result */
  readonly claims: readonly RepresentativeClaim[];
  /** why there are no more claims, if the attack itself broke */
  readonly failure?: string;
}

export interface ScoredRepresentatives {
  readonly summary: AttackSummary;
  /** undefined without a claim */
  readonly judge?: JudgeSkill;
  /** one a claim */
  readonly rounds: readonly Omit<RepresentativeRound, "sheet">[];
  /** the result, and what it was compared with; undefined without a claim */
  readonly result?: { readonly sample: Sample; readonly origins: Origins };
}

/** What an adversary claims that claims nothing: it knows only that pixels lie in [0, 1]. */
const midGrey = 0.5;

/**
 * - A claim without images, of an attack that never began, scores as one mid-grey image, with n = 0.
 * - `chance` is the best of the controls for whom a metric means something; ceilings are never part of it.
 * - `low` and `high`: 95 %, over the images of the last claim.
 *
 * Where nobody holds images of the class, those of the training split take the place of the victims', nothing is said
 * about records, and the verdict is `failed` whatever the scores: there was nothing to leak.
 * @throws {RangeError} where the training split holds no image of the class
 * @throws whatever the judge throws when it cannot judge
 */
export async function scoreRepresentatives(input: RepresentativesInput): Promise<ScoredRepresentatives> {
  const { claims, kind, failure, judge, dataset, rng } = input;
  const last = claims.at(-1);
  if (last === undefined) {
    const broken = failure === undefined ? [] : [`the attack itself broke: ${failure}`];
    const explanation = [...representativeLines({}, "failed"), ...broken];
    return { summary: { kind, seat: "participant", metrics: {}, verdict: "failed", explanation }, rounds: [] };
  }
  const { targetClass } = last;
  const size = exampleSize(dataset.shape);
  const count = Math.max(1, last.images.length / size);
  const skill = await judge.skill();
  const origins = await gatherOrigins({ ...input, targetClass }, count);
  const asked = input.victims.length > 0 ? representativeMetrics : metricsWithoutVictims;

  const rounds: Omit<RepresentativeRound, "sheet">[] = [];
  let result: Sample | undefined;
  for (const { round, images, explanation } of claims) {
    const shown = images.length > 0 ? clipToUnit(images) : new Float32Array(size).fill(midGrey);
    result = locate({ images: shown, count: shown.length / size, ...(await judge.judge(shown)) }, origins.references);
    const quick = asked.filter(({ comparesImages }) => comparesImages !== true);
    const values = images.length > 0 ? valuesOf(result, quick, origins, rng) : {};
    rounds.push({ round, samples: images.length / size, values, explanation });
  }
  const sample = result!;
  const scored = asked.flatMap((metric): [string, MetricSummary][] => {
    const summary = summarise(metric, sample, origins, rng);
    return summary === undefined ? [] : [[metric.name, last.images.length > 0 ? summary : ofSilence(summary)]];
  });
  const metrics = Object.fromEntries(scored);
  const verdict = input.victims.length > 0 ? representativeVerdict(metrics) : "failed";
  const explanation = [
    ...representativeLines(metrics, verdict),
    ...contextLines({ last, rounds, skill, metrics, hasVictims: input.victims.length > 0, failure }),
  ];
  const summary: AttackSummary = { kind, seat: "participant", metrics, verdict, explanation };
  return { summary, judge: skill, rounds, result: { sample, origins } };
}

const metricsWithoutVictims = representativeMetrics.filter(({ name }) => name !== "nearerToVictims");

function valuesOf(
  sample: Sample,
  metrics: readonly RepresentativeMetric[],
  { references }: Origins,
  rng: RepresentativesInput["rng"],
): Record<string, number> {
  const values = metrics.flatMap((metric) => {
    const measured = metric.measure(sample, references, rng.fork("interval", metric.name));
    return measured === undefined ? [] : [[metric.name, measured.value] as const];
  });
  return Object.fromEntries(values);
}

/** Undefined where the sample says nothing about it. */
function summarise(
  metric: RepresentativeMetric,
  sample: Sample,
  { references, controls, ceilings }: Origins,
  rng: RepresentativesInput["rng"],
): MetricSummary | undefined {
  const measure = (of: Sample) => metric.measure(of, references, rng.fork("interval", metric.name));
  const measured = measure(sample);
  if (measured === undefined) return undefined;
  const each = (names: readonly string[], samples: Readonly<Record<string, Sample | undefined>>) => {
    const values = names.flatMap((name) => {
      const of = samples[name];
      const value = of && measure(of)?.value;
      return value === undefined ? [] : [[name, value] as const];
    });
    return Object.fromEntries(values) as Record<string, number>;
  };
  const known = { ...metric.knownControls, ...each(metric.controls, controls) };
  const reached = each(metric.ceilings, ceilings);
  const best = metric.leaksMoreWhen === "higher" ? Math.max : Math.min;
  return {
    ...measured,
    chance: best(...Object.values(known)),
    controls: known,
    ...(Object.keys(reached).length > 0 && { ceilings: reached }),
    n: sample.count,
    seeds: 1,
    strategies: { "last claim": measured.value },
  };
}

/** Silence is not a sample of anything: there is nothing to be uncertain about. */
function ofSilence(summary: MetricSummary): MetricSummary {
  return { ...summary, low: summary.value, high: summary.value, n: 0 };
}
