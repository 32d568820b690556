/** The table of variants: what each learned, guaranteed, leaked and cost. @module */
import type { RunConfig } from "../../../shared/scenario/schema.js";
import type { RecordedRun } from "../../runs/read-run.js";
import type { MetricSummary, VariantSummary } from "../../runs/summary.js";
import { markup } from "../markup/html.js";
import type { Markup } from "../markup/html.js";
import { configsOf, type NamedConfig } from "../recorded/configs.js";
import { bytes, epsilon, fixed, percent, seconds, significant } from "../words/format.js";
import { metricWords, representativeWords } from "../words/metric-words.js";
import { share } from "../words/training-words.js";

type Named = readonly [name: string, variant: VariantSummary];
type Cell = string | Markup;

interface Row {
  readonly name: Cell;
  readonly cell: (variant: VariantSummary, name: string) => Cell;
  readonly isText?: boolean;
}

interface Group {
  readonly name: string;
  readonly rows: readonly Row[];
}

function learned(variants: readonly Named[]): Group {
  const compares = (name: "standalone" | "centralised") =>
    variants.some(([, { baselines }]) => baselines?.[name] !== undefined);
  const alone: Row = {
    name: "standalone: participants alone",
    cell: ({ baselines }) => {
      const { standalone } = baselines ?? {};
      if (standalone === undefined) return "–";
      const { accuracy, low, high } = standalone;
      return markup`${percent(accuracy)} <small>${percent(low)} to ${percent(high)}</small>`;
    },
  };
  const together: Row = {
    name: "centralised: all data in one place",
    cell: ({ baselines }) => percent(baselines?.centralised?.accuracy),
  };
  const withdrew: Row = { name: "participants that withdrew", cell: ({ ledgers }) => String(ledgers?.withdrawn ?? 0) };
  return {
    name: "Learned",
    rows: [
      { name: "test accuracy", cell: ({ accuracy }) => percent(accuracy) },
      ...(compares("standalone") ? [alone] : []),
      ...(compares("centralised") ? [together] : []),
      { name: "test loss, nats", cell: ({ loss }) => fixed(loss, 3) },
      { name: "rounds", cell: ({ rounds }) => String(rounds) },
      ...(variants.some(([, { ledgers }]) => (ledgers?.withdrawn ?? 0) > 0) ? [withdrew] : []),
    ],
  };
}

/** A row for a fraction that variants set differently. */
function fractionRow(name: string, configs: readonly NamedConfig[], of: (config: RunConfig) => number): Row[] {
  const fractions = new Map(configs.map((variant) => [variant.name, share(of(variant.config))]));
  if (new Set(fractions.values()).size < 2) return [];
  return [{ name, cell: (_, variant) => fractions.get(variant) ?? "–" }];
}

function cost(configs: readonly NamedConfig[]): Group {
  return {
    name: "Cost",
    rows: [
      { name: "sent by participants", cell: ({ upBytes }) => bytes(upBytes) },
      ...fractionRow("upload fraction", configs, ({ training }) => training.uploadFraction),
      { name: "received by participants", cell: ({ downBytes }) => bytes(downBytes) },
      ...fractionRow("download fraction", configs, ({ training }) => training.downloadFraction),
      { name: "time", cell: (variant) => seconds(variant.seconds) },
      { name: "incidents", cell: ({ incidents }) => String(incidents ?? 0) },
      {
        name: "digest of the weights",
        cell: ({ digest }) => markup`<code title="${digest}">${digest.slice(0, 12)}</code>`,
      },
    ],
  };
}

function guaranteed(variants: readonly Named[]): Group {
  const accountants = new Set(
    variants.flatMap(([, { privacy }]) => (privacy.epsilon === "Infinity" ? [] : Object.keys(privacy.epsilon))),
  );
  const spent = ({ privacy }: VariantSummary, accountant: string) =>
    epsilon(privacy.epsilon === "Infinity" ? "Infinity" : privacy.epsilon[accountant]);
  const bounded = (cell: (variant: VariantSummary) => Cell) => (variant: VariantSummary) =>
    variant.privacy.epsilon === "Infinity" ? "–" : cell(variant);
  const mechanism: Row = { name: "mechanism", cell: ({ privacy }) => privacy.mechanism, isText: true };
  // without any bound there is nothing that delta or the unit would belong to
  if (accountants.size === 0) return { name: "Guaranteed", rows: [{ name: "ε", cell: () => "∞" }, mechanism] };
  return {
    name: "Guaranteed",
    rows: [
      ...[...accountants].map((name) => ({
        name: `ε, ${name.toUpperCase()}`,
        cell: (v: VariantSummary) => spent(v, name),
      })),
      { name: "δ", cell: bounded(({ privacy }) => significant(privacy.delta)) },
      { name: "unit", cell: bounded(({ privacy }) => privacy.unit) },
      { name: "neighbours", cell: bounded(({ privacy }) => privacy.neighbours) },
      mechanism,
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
  const takesPart = variants.some(([, { attacks }]) => attacks[id]?.seat === "participant");
  const counts = variants.flatMap(([, { attacks }]) => {
    if (attacks[id] === undefined) return [];
    return [attacks[id].metrics[takesPart ? "targetClassShare" : "psnrDb"]?.n ?? 0];
  });
  const n = [...new Set(counts)].join(" or ");
  return {
    name: takesPart ? `Drawn by ${id}, of ${n} images` : `Leaked to ${id}, mean over ${n} targets`,
    rows: [
      { name: "verdict", cell: ({ attacks }) => markup`<span class="tag">${attacks[id]?.verdict ?? "–"}</span>` },
      ...(takesPart ? representativeWords : metricWords).map(({ key, name, format }) => ({
        name,
        cell: ({ attacks }: VariantSummary) => metricCell(attacks[id]?.metrics[key], format),
      })),
    ],
  };
}

/** Variants are columns, so that a few fit a phone; many scroll within the table. */
export function variantsTable(run: RecordedRun): Markup {
  const named = Object.entries(run.summary.variants);
  const ids = [...new Set(named.flatMap(([, { attacks }]) => Object.keys(attacks)))];
  const groups = [learned(named), guaranteed(named), ...ids.map((id) => leaked(id, named)), cost(configsOf(run))];
  const rowMarkup = ({ name, cell, isText }: Row) =>
    markup`<tr><th scope="row">${name}</th>${named.map(
      ([own, variant]) => markup`<td class="${isText ? "text" : ""}">${cell(variant, own)}</td>`,
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
