/** What each variant guarantees, and what that means. @module */
import type { RecordedRun } from "../../runs/read-run.js";
import { figureMarkup } from "../figure.js";
import { epsilonFigure } from "../figures/epsilon.js";
import { epsilon, listed } from "../format.js";
import { markup } from "../html.js";
import type { Markup } from "../html.js";
import { guarantee } from "../words.js";

export function privacySection(run: RecordedRun): Markup | undefined {
  const named = Object.entries(run.summary.variants);
  if (named.length === 0) return undefined;
  const statements = named.map(([, { privacy }]) => {
    const others = privacy.epsilon === "Infinity" ? [] : Object.entries(privacy.epsilon).slice(1);
    const also = others.map(([accountant, value]) => `${accountant.toUpperCase()} ${epsilon(value)}`);
    const protects = privacy.protectsAgainst.length > 0 ? `Holds against: ${listed(privacy.protectsAgainst)}.` : "";
    const statement =
      privacy.epsilon === "Infinity"
        ? `ε = ∞, ${privacy.mechanism.replace(/^none: /, "")}.`
        : `${guarantee(privacy)}${also.length > 0 ? `; ${also.join(", ")}` : ""}. Mechanism: ${privacy.mechanism}. Sampling: ${privacy.sampling}. ${protects}`;
    return [statement, privacy.meaning];
  });
  // variants that guarantee the same share one statement
  const distinct = [...new Set(statements.map((lines) => lines.join("\n")))];
  const items = distinct.map((text) => {
    const names = named.flatMap(([name], i) =>
      statements[i].join("\n") === text ? [markup`<div class="series-${i % 6} tag">${name}</div>`] : [],
    );
    const [statement, meaning] = text.split("\n");
    const whose = distinct.length === 1 && named.length > 1 ? "every variant" : names;
    return markup`<dt>${whose}</dt><dd>${statement}<br>${meaning}</dd>`;
  });
  const figure = epsilonFigure(run);
  return markup`<section id="privacy"><h2>Privacy</h2>
<dl>${items}</dl>
${figure && figureMarkup(figure)}</section>`;
}
