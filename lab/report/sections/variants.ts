/** The table of variants: what each learned, guaranteed, leaked and cost. @module */
import type { MetricSummary, Summary, VariantSummary } from "../../runs/summary.js";
import { bytes, epsilon, fixed, percent, seconds, significant } from "../format.js";
import { markup } from "../html.js";
import type { Markup } from "../html.js";
import { metricWords } from "../metric-words.js";

type Named = readonly [name: string, variant: VariantSummary];
type Cell = string | Markup;

interface Row {
  readonly name: Cell;
  readonly cell: (variant: VariantSummary) => Cell;
  readonly isText?: boolean;
}

interface Group {
  readonly name: string;
  readonly rows: readonly Row[];
}

const learned: Group = {
  name: "Learned",
  rows: [
    { name: "test accuracy", cell: ({ accuracy }) => percent(accuracy) },
    { name: "test loss, nats", cell: ({ loss }) => fixed(loss, 3) },
    { name: "rounds", cell: ({ rounds }) => String(rounds) },
  ],
};

const cost: Group = {
  name: "Cost",
  rows: [
    { name: "sent by participants", cell: ({ upBytes }) => bytes(upBytes) },
    { name: "received by participants", cell: ({ downBytes }) => bytes(downBytes) },
    { name: "time", cell: (variant) => seconds(variant.seconds) },
    { name: "incidents", cell: ({ incidents }) => String(incidents ?? 0) },
    {
      name: "digest of the weights",
      cell: ({ digest }) => markup`<code title="${digest}">${digest.slice(0, 12)}</code>`,
    },
  ],
};

function guaranteed(variants: readonly Named[]): Group {
  const accountants = new Set(
    variants.flatMap(([, { privacy }]) => (privacy.epsilon === "Infinity" ? [] : Object.keys(privacy.epsilon))),
  );
  const spent = ({ privacy }: VariantSummary, accountant: string) =>
    epsilon(privacy.epsilon === "Infinity" ? "Infinity" : privacy.epsilon[accountant]);
  const bounded = (cell: Row["cell"]) => (variant: VariantSummary) =>
    variant.privacy.epsilon === "Infinity" ? "–" : cell(variant);
  return {
    name: "Guaranteed",
    rows: [
      ...(accountants.size === 0 ? [{ name: "ε", cell: () => "∞" }] : []),
      ...[...accountants].map((name) => ({
        name: `ε, ${name.toUpperCase()}`,
        cell: (v: VariantSummary) => spent(v, name),
      })),
      { name: "δ", cell: bounded(({ privacy }) => significant(privacy.delta)) },
      { name: "unit", cell: bounded(({ privacy }) => privacy.unit) },
      { name: "neighbours", cell: bounded(({ privacy }) => privacy.neighbours) },
      { name: "mechanism", cell: ({ privacy }) => privacy.mechanism, isText: true },
      { name: "sampling", cell: ({ privacy }) => privacy.sampling, isText: true },
    ],
  };
}

function metricCell(metric: MetricSummary | undefined, format: (value: number) => string): Cell {
  if (metric === undefined) return "–";
  const { value, low, high, chance } = metric;
  return markup`${format(value)} <small>${format(low)} to ${format(high)}</small><small>guesser ${format(chance)}</small>`;
}

function leaked(id: string, variants: readonly Named[]): Group {
  const counts = variants.map(([, { attacks }]) => attacks[id]?.metrics.psnrDb?.n ?? 0);
  const n = [...new Set(counts)].join(" or ");
  return {
    name: `Leaked to ${id}, mean over ${n} targets`,
    rows: [
      { name: "verdict", cell: ({ attacks }) => markup`<span class="tag">${attacks[id]?.verdict ?? "–"}</span>` },
      ...metricWords.map(({ key, name, format }) => ({
        name,
        cell: ({ attacks }: VariantSummary) => metricCell(attacks[id]?.metrics[key], format),
      })),
    ],
  };
}

/** Variants are columns, so that a few fit a phone; many scroll within the table. */
export function variantsTable({ variants }: Summary): Markup {
  const named = Object.entries(variants);
  const ids = [...new Set(named.flatMap(([, { attacks }]) => Object.keys(attacks)))];
  const groups = [learned, guaranteed(named), ...ids.map((id) => leaked(id, named)), cost];
  const rowMarkup = ({ name, cell, isText }: Row) =>
    markup`<tr><th scope="row">${name}</th>${named.map(
      ([, variant]) => markup`<td class="${isText ? "text" : ""}">${cell(variant)}</td>`,
    )}</tr>`;
  return markup`<div class="card scroll" role="region" aria-label="Variants compared" tabindex="0"><table>
<thead><tr><th><span class="hidden">measure</span></th>${named.map(
    ([name], i) => markup`<th scope="col" class="series-${i % 6}">${name}</th>`,
  )}</tr></thead>
${groups.map(
  ({
    name,
    rows,
  }) => markup`<tbody><tr><th scope="rowgroup" class="group" colspan="${named.length + 1}">${name}</th></tr>
${rows.map(rowMarkup)}</tbody>`,
)}
</table></div>`;
}
