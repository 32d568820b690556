/** The report as one page that needs nothing else. @module */
import type { RecordedRun } from "../../runs/read-run.js";
import type { ExpectationResult } from "../../runs/summary.js";
import { drawingCardMarkup } from "../drawings/drawing-markup.js";
import type { DrawingCard } from "../drawings/drawings.js";
import type { Figure } from "../figures/figure.js";
import { figureMarkup } from "../figures/figure.js";
import { markup, raw } from "../markup/html.js";
import type { Markup } from "../markup/html.js";
import { gridMarkup } from "../reconstructions/grid-markup.js";
import type { Grid } from "../reconstructions/grids.js";
import { configsOf } from "../recorded/configs.js";
import { searchCardMarkup } from "../searches/search-markup.js";
import type { SearchCard } from "../searches/searches.js";
import { attacksSection } from "../sections/attacks.js";
import { auditsSection } from "../sections/audits.js";
import { participantsPrivacySection } from "../sections/participants-privacy.js";
import { privacySection } from "../sections/privacy.js";
import { cautionsSection, incidentsSection, provenanceSection, repeatSection } from "../sections/provenance.js";
import { trainingSection } from "../sections/training.js";
import { variantsTable } from "../sections/variants.js";
import { sweepLines } from "../sweeps/sweep-lines.js";
import { variantLines } from "../verdict/verdict-lines.js";
import { significant } from "../words/format.js";
import { sliderScript, sliderScriptHash } from "./slider-script.js";
import { styleSheet } from "./style.js";

export interface PageParts {
  readonly run: RecordedRun;
  readonly grids: readonly Grid[];
  /** what participants drew of a class they never held */
  readonly drawings: readonly DrawingCard[];
  /** how that went by round */
  readonly drawn: readonly Figure[];
  /** what leaked against what was learned */
  readonly tradeOffs: readonly Figure[];
  readonly searches: readonly SearchCard[];
  /** what was learned, by round and for how many bytes */
  readonly learned: readonly Figure[];
  readonly leakage: readonly Figure[];
}

function expectation({ variant, metric, above, below, met, value }: ExpectationResult): Markup {
  const wanted = [above !== undefined && `above ${above}`, below !== undefined && `below ${below}`].filter(Boolean);
  const found = value === null ? "not found" : significant(value);
  return markup`<li><span class="tag">${met ? "met" : "not met"}</span>: ${metric} of ${variant} ${wanted.join(" and ")} <small>(${found})</small></li>`;
}

/** What was recovered stands out, or else what was learned; a number stays with its unit. */
function emphasised(line: string): Markup[] {
  const joined = line.replaceAll(/(\d) (dB|%|[kMGT]?B\b)/g, "$1\u00a0$2").replaceAll(" → ", "\u00a0→\u00a0");
  const recovered = joined.split(/(\d+ of \d+ images?|\d+\u00a0% of its \d+ images?)/);
  const parts = recovered.length > 1 ? recovered : joined.split(/(accuracy [\d.]+\u00a0%)/i);
  return parts.map((part, i) => (i % 2 === 1 ? markup`<strong>${part}</strong>` : markup`${part}`));
}

function header(run: RecordedRun): Markup {
  const { summary } = run;
  const { scenario, question, status, reason, expectations } = summary;
  const broken = status !== "completed";
  const notice = markup`<p class="notice" role="note"><strong>This run ${status === "failed" ? "failed" : "was interrupted"}</strong>${reason ? `: ${reason}` : ""}. What follows is what there was until then.</p>`;
  const configs = configsOf(run);
  const lines = variantLines(summary, configs);
  const swept = sweepLines(summary, configs);
  return markup`<header class="top"><p class="eyebrow">fedleak · ${scenario}</p><h1>${question}</h1>
${broken && notice}
<ul class="verdict" aria-label="Verdict">${swept.map((line) => markup`<li><strong>${line}</strong></li>`)}${lines.map((line, i) => markup`<li class="series-${i % 6}"><span>${emphasised(line)}</span></li>`)}</ul>
${expectations.length > 0 && markup`<h2 class="expected">Expected</h2><ul>${expectations.map(expectation)}</ul>`}
</header>`;
}

/** A whole HTML document; nothing in it is fetched. */
export function page({ run, grids, drawings, drawn, tradeOffs, searches, learned, leakage }: PageParts): string {
  const { summary } = run;
  const scripted = searches.length > 0 || drawings.some((card) => card.drawings.some(({ frames }) => frames));
  const swept = leakage.some(({ name }) => name.startsWith("leakage-by-parameter"));
  const leaked =
    leakage.length > 0 &&
    markup`<section id="leakage"><h2>What leaked at which ${swept ? "setting" : "ε"}</h2>${leakage.map(figureMarkup)}</section>`;
  const finished = Object.keys(summary.variants).length > 0;
  const document = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'${scripted && raw(`; script-src '${sliderScriptHash}'`)}">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${summary.scenario}: ${summary.question}</title>
<style>${raw(styleSheet)}</style>
</head>
<body>
${header(run)}
<main>
${swept && leaked}
${grids.length > 0 && markup`<section id="pairs"><h2>What was recovered</h2>${grids.map(gridMarkup)}</section>`}
${drawings.length + drawn.length > 0 && markup`<section id="drawings"><h2>What a participant drew of a class it never held</h2>${drawings.map(drawingCardMarkup)}${drawn.map(figureMarkup)}</section>`}
${tradeOffs.length > 0 && markup`<section id="trade-offs"><h2>What leaked at which accuracy</h2>${tradeOffs.map(figureMarkup)}</section>`}
${searches.length > 0 && markup`<section id="searches"><h2>How reconstructions came about</h2><p>What a search had found by an iteration, beside the true images that it was matched to when it had ended. The objective is all that the attack had to go by; it kept what made that least.</p>${searches.map(searchCardMarkup)}</section>`}
${learned.length > 0 && markup`<section id="learned"><h2>What was learned</h2>${learned.map(figureMarkup)}</section>`}
${!swept && leaked}
${finished && markup`<section id="variants"><h2>Variants compared</h2>${variantsTable(run)}</section>`}
${trainingSection(run)}
${attacksSection(run)}
${privacySection(run)}
${auditsSection(run)}
${participantsPrivacySection(run)}
${incidentsSection(run)}
${cautionsSection(run)}
${repeatSection(run)}
${provenanceSection(run)}
</main>
<footer>Made by fedleak from the run directory alone. Seed ${summary.seed}, backend ${summary.backend}.</footer>
${scripted && markup`<script>${raw(sliderScript)}</script>`}
</body>
</html>
`;
  return document.text;
}
