/** One summary from the same variant run with several seeds. @module */
import { combineAudits } from "../audit/combine-audits.js";
import type { AttackSummary, BaselinesSummary, VariantSummary } from "../runs/summary.js";
import { combineSeeds as combineAttack } from "../score/combine-seeds.js";

/**
 * Means over seeds; the digest is the first seed's, the privacy that of the seed that spent most, incidents are added.
 * The range of a baseline is that of all models of all seeds.
 * @param summaries at least one, in order of seed
 */
export function combineSeeds(summaries: readonly VariantSummary[]): VariantSummary {
  const [first, ...others] = summaries;
  if (others.length === 0) return first;
  const meanOf = (of: (summary: VariantSummary) => number): number =>
    summaries.reduce((sum, summary) => sum + of(summary), 0) / summaries.length;
  const attacks: Record<string, AttackSummary> = {};
  for (const id of Object.keys(first.attacks)) attacks[id] = combineAttack(summaries.map((s) => s.attacks[id]));
  const baselines = summaries.flatMap((summary) => summary.baselines ?? []);
  return {
    ...first,
    accuracy: meanOf(({ accuracy }) => accuracy),
    loss: meanOf(({ loss }) => loss),
    upBytes: meanOf(({ upBytes }) => upBytes),
    downBytes: meanOf(({ downBytes }) => downBytes),
    seconds: summaries.reduce((sum, { seconds }) => sum + seconds, 0),
    privacy: summaries.reduce((a, b) => (highestEpsilon(b) > highestEpsilon(a) ? b : a)).privacy,
    attacks,
    ...(first.audits !== undefined && { audits: combineEach(summaries.map(({ audits = {} }) => audits)) }),
    ...(baselines.length > 0 && { baselines: combineBaselines(baselines) }),
    ...(first.ledgers !== undefined && { ledgers: addLedgers(summaries.flatMap(({ ledgers }) => ledgers ?? [])) }),
    incidents: summaries.reduce((sum, { incidents }) => sum + incidents, 0),
  };
}

/** An audit that was interrupted is missing from the last seed. */
function combineEach(seeds: readonly NonNullable<VariantSummary["audits"]>[]): VariantSummary["audits"] {
  const ids = Object.keys(seeds[0]);
  return Object.fromEntries(ids.map((id) => [id, combineAudits(seeds.flatMap((audits) => audits[id] ?? []))]));
}

function addLedgers(seeds: readonly NonNullable<VariantSummary["ledgers"]>[]): VariantSummary["ledgers"] {
  return seeds.reduce((a, b) => ({
    verified: a.verified + b.verified,
    broken: a.broken + b.broken,
    withdrawn: a.withdrawn + b.withdrawn,
  }));
}

function combineBaselines(seeds: readonly BaselinesSummary[]): BaselinesSummary {
  const alone = seeds.flatMap(({ standalone }) => standalone ?? []);
  const together = seeds.flatMap(({ centralised }) => centralised ?? []);
  return {
    ...(alone.length > 0 && {
      standalone: {
        accuracy: meanAccuracy(alone),
        low: Math.min(...alone.map(({ low }) => low)),
        high: Math.max(...alone.map(({ high }) => high)),
        n: alone.reduce((sum, { n }) => sum + n, 0),
      },
    }),
    ...(together.length > 0 && { centralised: { accuracy: meanAccuracy(together) } }),
  };
}

function meanAccuracy(of: readonly { readonly accuracy: number }[]): number {
  return of.reduce((sum, { accuracy }) => sum + accuracy, 0) / of.length;
}

function highestEpsilon({ privacy: { epsilon } }: VariantSummary): number {
  return epsilon === "Infinity" ? Infinity : Math.max(...Object.values(epsilon));
}
