/** What each variant guarantees, and what that means. @module */
import type { RecordedRun } from "../../runs/read-run.js";
import type { PrivacySummary } from "../../runs/summary.js";
import { accuracyByEpsilonFigure } from "../figures/accuracy/accuracy-by-epsilon.js";
import { epsilonFigure } from "../figures/epsilon/epsilon.js";
import { figureMarkup } from "../figures/figure.js";
import { markup } from "../markup/html.js";
import type { Markup } from "../markup/html.js";
import { epsilon, listed } from "../words/format.js";
import { exposedTo, limitsOf } from "../words/privacy-limits.js";
import { besidesWords, guarantee, kindWords } from "../words/privacy-words.js";

/** The guarantee with all that it depends on. */
function statementOf(privacy: PrivacySummary): string {
  const { epsilon: spent, mechanism, sampling, protectsAgainst } = privacy;
  if (spent === "Infinity") return `ε = ∞, ${mechanism.replace(/^none: /, "")}.`;
  const also = Object.entries(spent)
    .slice(1)
    .map(([accountant, value]) => `; ${accountant.toUpperCase()} ${epsilon(value)}`);
  const protects = protectsAgainst.length > 0 ? ` Holds against: ${listed(protectsAgainst)}.` : "";
  const exposed = exposedTo(privacy);
  const not = protects !== "" && exposed.length > 0 ? ` Not against: ${listed(exposed)}.` : "";
  const accounted = `${guarantee(privacy)}${also.join("")}. ${kindWords(spent)}`;
  return `${accounted} Mechanism: ${mechanism}. Sampling: ${sampling}.${protects}${not}${besidesWords(privacy)}`;
}

export function privacySection(run: RecordedRun): Markup | undefined {
  const named = Object.entries(run.summary.variants);
  if (named.length === 0) return undefined;
  const statements = named.map(([, { privacy }]) => [statementOf(privacy), privacy.meaning, ...limitsOf(privacy)]);
  // variants that guarantee the same share one statement
  const distinct = [...new Set(statements.map((lines) => lines.join("\n")))];
  const items = distinct.map((text) => {
    const names = named.flatMap(([name], i) =>
      statements[i].join("\n") === text ? [markup`<div class="series-${i % 6} tag">${name}</div>`] : [],
    );
    const [statement, meaning, ...limits] = text.split("\n");
    const whose = distinct.length === 1 && named.length > 1 ? "every variant" : names;
    const not = markup`<details><summary>What that does not mean</summary><ul>${limits.map((limit) => markup`<li>${limit}</li>`)}</ul></details>`;
    return markup`<dt>${whose}</dt><dd>${statement}<br>${meaning}${not}</dd>`;
  });
  const figures = [epsilonFigure(run), accuracyByEpsilonFigure(run)].filter((figure) => figure !== undefined);
  return markup`<section id="privacy"><h2>Privacy</h2>
<dl>${items}</dl>
${figures.map(figureMarkup)}</section>`;
}
