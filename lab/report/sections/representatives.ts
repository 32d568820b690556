/** How what a participant drew of a class scored: metric by metric, beside guesses and beside the class itself. @module */
import type { AttackSummary, MetricSummary } from "../../runs/summary.js";
import { bestControl } from "../../score/verdict.js";
import { markup } from "../markup/html.js";
import type { Markup } from "../markup/html.js";
import { countOf } from "../words/format.js";
import { representativeWords } from "../words/metric-words.js";
import type { MetricWords } from "../words/metric-words.js";

type Named = readonly [variant: string, attack: AttackSummary, index: number];
type Format = MetricWords["format"];

const values = (named: Readonly<Record<string, number>>, format: Format): Markup[] => {
  const entries = Object.entries(named);
  if (entries.length === 0) return [markup`–`];
  return entries.map(([name, value]) => markup`<div class="named-value">${name} <span>${format(value)}</span></div>`);
};

function metricRow(
  metric: MetricSummary | undefined,
  { name, leaksMoreWhen, format }: MetricWords,
): Markup | undefined {
  if (metric === undefined) return undefined;
  const { value, low, high, chance, controls, ceilings, n } = metric;
  const best = bestControl(metric);
  const others = Object.fromEntries(Object.entries(controls).filter(([control]) => control !== best));
  const range = n === 0 ? "no images" : `${format(low)} to ${format(high)}`;
  return markup`<tr><th scope="row">${name}<br><small>${leaksMoreWhen} leaks more</small></th><td class="counts">${format(value)}</td><td class="range">${range}</td>
<td>${values({ [best]: chance }, format)}</td><td class="muted">${values(others, format)}</td><td>${values(ceilings ?? {}, format)}</td></tr>`;
}

function variantRows([name, { metrics }, index]: Named): Markup {
  const n = metrics["targetClassShare"]?.n ?? 0;
  return markup`<tbody><tr><th scope="rowgroup" colspan="6" class="series-${index % 6}">${name} <small>${countOf(n, "image")}</small></th></tr>
${representativeWords.map((words) => metricRow(metrics[words.key], words))}</tbody>`;
}

export function representativesTable(id: string, variants: readonly Named[]): Markup {
  return markup`<p>What is drawn is nobody's image in particular: it is held against the class. Controls are guesses of whoever saw nothing of it: the participant's own images, their means by class, noise, and the same attack where there was nothing to find. Ceilings are what the class itself scores: images of it that nobody trained on, and their mean. A ceiling is no guess and no part of a verdict.</p>
<div class="card scroll" role="region" aria-label="Scores of ${id} by metric" tabindex="0"><table>
<thead><tr><th scope="col">metric</th><th scope="col">drawn images</th><th scope="col">95 % interval</th><th scope="col">best control</th><th scope="col">other controls</th><th scope="col">ceilings</th></tr></thead>
${variants.map(variantRows)}
</table></div>`;
}
