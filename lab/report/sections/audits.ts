/** What audits measured, beside what was accounted for. @module */
import type { RecordedRun } from "../../runs/read-run.js";
import type { AuditSummary } from "../../runs/summary.js";
import { markup } from "../markup/html.js";
import type { Markup } from "../markup/html.js";
import { epsilon } from "../words/format.js";

/** Nothing for runs without audits. */
export function auditsSection({ summary }: RecordedRun): Markup | undefined {
  const rows = Object.entries(summary.variants).flatMap(([variant, { audits = {} }], index) =>
    Object.entries(audits).map(([id, audit]) => ({ variant, index, id, audit })),
  );
  if (rows.length === 0) return undefined;
  const columns = ["audit", "guessed right", "ε at least", "ε at least, if Gaussian", "ε accounted for", "verdict"];
  return markup`<section id="audits"><h2>Audits: does the accounting survive?</h2>
<p>An auditor at the server’s seat knows the mechanism and all of a participant’s data, with canaries among it: examples with a wrong class, which a coin each keeps in or leaves out. It does not know the coins and guesses them from the updates. Guessing better than the accounted ε allows proves a bug; not doing so proves nothing. Each bound has 95 % confidence; all audits of a run together accuse wrongly with a probability of at most 0.01 %.</p>
<div class="card scroll" role="region" aria-label="Audits" tabindex="0"><table>
<thead><tr>${columns.map((column) => markup`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>${rows.map(
    ({
      variant,
      index,
      id,
      audit,
    }) => markup`<tr><th scope="row"><span class="tag series-${index % 6}">${variant}</span> ${id}</th>
<td>${String(audit.correct)} of ${String(audit.guesses)} <small>(${String(audit.canaries)} ${audit.evidence.kind === "one-run" ? "canaries" : "runs"})</small></td>
<td>${epsilon(audit.epsilonLowerBound)}</td><td>${epsilon(audit.gaussianLowerBound)}</td><td>${epsilon(audit.claimed)}</td><td>${verdict(audit)}</td></tr>`,
  )}</tbody></table></div>
<div class="card">${rows.map(
    ({
      variant,
      id,
      audit,
    }) => markup`<figure><figcaption>Scores in ${variant}, ${id}: canaries that are in, above the line, and those left out, below</figcaption>
${histogram(audit)}</figure>`,
  )}</div></section>`;
}

function verdict({ holds, claimed }: AuditSummary): string {
  if (claimed === "Infinity") return "no claim about one example more or less";
  return holds ? "not contradicted" : "contradicted: a bug";
}

function histogram({ histogram: { isIn, isOut } }: AuditSummary): Markup {
  const most = Math.max(1, ...isIn, ...isOut);
  const bars = (counts: readonly number[], sign: number) =>
    counts.map((count, i) => {
      const height = (60 * count) / most;
      const top = sign > 0 ? 64 - height : 66;
      return markup`<rect x="${String(i * 20 + 1)}" y="${top.toFixed(1)}" width="18" height="${height.toFixed(1)}" fill="currentColor" fill-opacity="${sign > 0 ? "0.85" : "0.4"}"/>`;
    });
  return markup`<svg viewBox="0 0 480 130" role="img" aria-label="Histogram of scores: in above, out below; higher scores to the right">
${bars(isIn, 1)}<line x1="0" x2="480" y1="65" y2="65" stroke="currentColor"/>${bars(isOut, -1)}</svg>`;
}
