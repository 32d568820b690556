/** What an attack scored in some variants, as controls of the same attack in others. @module */
import { metrics as reconstructionMetrics } from "../../shared/metrics/index.js";
import type { AttackSummary, MetricSummary, VariantSummary } from "../runs/summary.js";
import { isOfRepresentatives } from "../score/representatives/combine.js";
import { representativeMetrics } from "../score/representatives/metrics.js";
import { representativeLines, representativeVerdict } from "../score/representatives/verdict.js";
import { scoreLines, verdictOf } from "../score/verdict.js";

type Variants = Readonly<Record<string, VariantSummary>>;

const directions = new Map([...reconstructionMetrics, ...representativeMetrics].map((m) => [m.name, m.leaksMoreWhen]));

/**
 * Adds to every metric of an attack what the same attack scored in other variants, as controls by the variants' names
 * ("variant <name>" where a control has that name already), and recomputes chance, verdict and its words. More controls
 * never make a verdict worse for the victims. Variants that were not run, or do not have the attack, are left out.
 * @param controlsOf names of variants that are controls of attack `id` in a variant
 */
export function withVariantControls(
  variants: Variants,
  controlsOf: (id: string, variant: string) => readonly string[],
): Record<string, VariantSummary> {
  const changed = Object.entries(variants).map(([name, variant]) => {
    const attacks = Object.entries(variant.attacks).map(([id, attack]): [string, AttackSummary] => {
      const others = controlsOf(id, name).filter((other) => other !== name);
      const controls = others.flatMap((other): [string, AttackSummary][] => {
        const same = variants[other]?.attacks[id];
        return same === undefined ? [] : [[other, same]];
      });
      return [id, controls.length === 0 ? attack : compareWith(attack, controls)];
    });
    return [name, { ...variant, attacks: Object.fromEntries(attacks) }] as const;
  });
  return Object.fromEntries(changed);
}

function compareWith(attack: AttackSummary, others: readonly (readonly [string, AttackSummary])[]): AttackSummary {
  const metrics = Object.fromEntries(
    Object.entries(attack.metrics).map(([name, metric]) => {
      const found = others.flatMap(([variant, { metrics: own }]) => {
        const value = own[name]?.value;
        return value === undefined
          ? []
          : [[variant in metric.controls ? `variant ${variant}` : variant, value] as const];
      });
      return [name, withControls(name, metric, Object.fromEntries(found))];
    }),
  );
  const ofRepresentatives = isOfRepresentatives(attack);
  const judged = ofRepresentatives ? representativeVerdict(metrics) : verdictOf(metrics);
  // where nobody held what was sought, it failed whatever it scored
  const verdict = attack.verdict === "failed" ? "failed" : judged;
  const lines = (of: AttackSummary["metrics"], found: AttackSummary["verdict"]): string[] =>
    ofRepresentatives ? representativeLines(of, found) : scoreLines(of);
  const reasons = attack.explanation.slice(lines(attack.metrics, attack.verdict).length);
  return { ...attack, metrics, verdict, explanation: [...lines(metrics, verdict), ...reasons] };
}

function withControls(name: string, metric: MetricSummary, more: Readonly<Record<string, number>>): MetricSummary {
  const controls = { ...metric.controls, ...more };
  const best = directions.get(name) === "lower" ? Math.min : Math.max;
  return { ...metric, controls, chance: best(metric.chance, ...Object.values(more)) };
}
