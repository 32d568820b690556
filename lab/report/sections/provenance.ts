/** How to repeat the run, what weakens it, and where it came from. @module */
import type { RecordedRun } from "../../runs/read-run.js";
import { markup } from "../markup/html.js";
import type { Markup } from "../markup/html.js";
import { countOf, seconds } from "../words/format.js";

/** Leaves of a tree as "a.b" and their value. */
function leaves(tree: unknown, path: readonly string[] = []): [string, string][] {
  if (typeof tree !== "object" || tree === null) return [[path.join(" "), String(tree)]];
  return Object.entries(tree).flatMap(([key, value]) => leaves(value, [...path, key]));
}

export function cautionsSection({ summary: { cautions } }: RecordedRun): Markup | undefined {
  if (cautions.length === 0) return undefined;
  return markup`<section id="cautions"><h2>Cautions</h2><ul>${cautions.map((line) => markup`<li>${line}</li>`)}</ul></section>`;
}

/** Incidents shown, at most. */
const mostIncidents = 10;

export function incidentsSection({ variants }: RecordedRun): Markup | undefined {
  const all = Object.entries(variants).flatMap(([variant, seeds]) =>
    seeds.flatMap(({ events }) =>
      events.flatMap((event) =>
        event.type !== "incident" || event.what === "withdrawn"
          ? []
          : [`${variant}, round ${event.round}: participant ${event.participant} ${event.what}: ${event.reason}`],
      ),
    ),
  );
  if (all.length === 0) return undefined;
  const left = all.length - mostIncidents;
  return markup`<section id="incidents"><h2>Incidents</h2><p>${countOf(all.length, "incident")}; the run went on after each.</p>
<ul>${all.slice(0, mostIncidents).map((line) => markup`<li>${line}</li>`)}${left > 0 && markup`<li>and ${left} more, see events.jsonl</li>`}</ul></section>`;
}

export function repeatSection({ summary }: RecordedRun): Markup {
  return markup`<section id="repeat"><h2>Repeat this run</h2><div class="card"><pre><code>${summary.command}</code></pre></div></section>`;
}

export function provenanceSection({ summary, environment }: RecordedRun): Markup {
  const { seed, seeds, backend, randomness } = summary;
  const facts: [string, string][] = [
    ["seed", seeds > 1 ? `${seed}, ${countOf(seeds, "seed")} from there on` : String(seed)],
    ["backend", backend],
    ["randomness", randomness],
    ["time", seconds(summary.seconds)],
  ];
  const known = new Set(facts.map(([name]) => name));
  const more = leaves(environment ?? {}).filter(([name]) => !known.has(name));
  return markup`<section id="provenance"><h2>Provenance</h2><dl>${[...facts, ...more].map(
    ([name, value]) => markup`<dt>${name}</dt><dd>${value}</dd>`,
  )}</dl></section>`;
}
