/** A search in the page: the images at an iteration beside the truth, and the objective's curve. @module */
import { withPageColours } from "../charts/theme.js";
import { markup, raw } from "../markup/html.js";
import type { Markup } from "../markup/html.js";
import { countOf, fixed, listed, significant } from "../words/format.js";
import { objectiveFigure, plotArea } from "./objective.js";
import type { ObjectiveFigure } from "./objective.js";
import type { Search, SearchCard } from "./searches.js";

/** What the page's script needs of a frame: words, and the place of the marker in percent. */
type FrameData = readonly [words: string, left: number | null, top: number | null];

function frameData({ iterations }: Search, figure: ObjectiveFigure | undefined): FrameData[] {
  return iterations.map((iteration) => {
    const value = figure?.valueAt(iteration);
    const words = `iteration ${iteration}${value === undefined ? "" : `, objective ${significant(value)}`}`;
    const [left, top] = figure?.placeAt(iteration) ?? [null, null];
    return [words, left && Number(left.toFixed(2)), top && Number(top.toFixed(2))];
  });
}

function truthRow({ truths, labels }: Search): Markup | undefined {
  if (truths === undefined) return undefined;
  const named = labels.map((label) => (label === undefined ? "none" : String(label)));
  return markup`<div class="search-name">truth<small>never seen by the attack</small></div><div class="search-sheet"><img src="${truths.image}" alt="True images, labels ${listed(named)}"></div>`;
}

/** Without its script the frames stand one below the other; with it, one at a time. */
function imagesMarkup(search: Search): Markup {
  const { frames, iterations } = search;
  const alt = `Reconstructions, one row an iteration: ${listed(iterations.map(String))}`;
  return markup`<div class="search-images" style="--columns: ${frames.columns}; --rows: ${frames.rows}; --ratio: ${fixed(frames.ratio, 4)}">
${truthRow(search)}
<div class="search-name live">reconstruction</div>
<ol class="search-names" aria-hidden="true">${iterations.map((iteration) => markup`<li>iteration ${iteration}</li>`)}</ol>
<div class="search-sheet window"><img class="frames" data-what="Reconstructions" src="${frames.image}" alt="${alt}"></div>
</div>`;
}

function curveMarkup(
  id: string,
  figure: ObjectiveFigure | undefined,
  search: Search,
  colour: number,
): Markup | undefined {
  if (figure === undefined) return undefined;
  const [[, first]] = search.curve;
  const [end, last] = search.curve[search.curve.length - 1];
  const words = `Objective by iteration: from ${significant(first)} to ${significant(last)} after ${countOf(end, "iteration")}`;
  const span = `top: ${fixed(plotArea.top, 2)}%; height: ${fixed(plotArea.bottom - plotArea.top, 2)}%`;
  return markup`<div class="search-curve"><div class="drawing" role="img" aria-label="${words}">${raw(withPageColours(figure.draw(`${id}-curve`, colour)))}</div><div class="marker line" style="${span}" hidden></div><div class="marker point" hidden></div></div>`;
}

function searchMarkup(search: Search, id: string, { variant, index }: SearchCard): Markup {
  const { participant, round, strategy, iterations } = search;
  const figure = objectiveFigure(search.curve);
  const turn = `participant ${participant}, round ${round}`;
  const last = iterations.length - 1;
  return markup`<div class="search" id="${id}">
<p class="search-turn">${turn} <small>strategy ${strategy}</small></p>
<div class="search-parts">${imagesMarkup(search)}${curveMarkup(id, figure, search, index)}</div>
<div class="search-slider" hidden><label for="${id}-slider">iteration <span class="hidden">of ${variant}, ${turn}</span></label>
<input type="range" id="${id}-slider" min="0" max="${last}" value="${last}" step="1" data-frames="${JSON.stringify(frameData(search, figure))}"><output for="${id}-slider" aria-hidden="true"></output></div>
</div>`;
}

/** The first turn of one attack in one variant, the others folded. */
export function searchCardMarkup(card: SearchCard): Markup {
  const { attack, variant, index, searches } = card;
  const [first, ...others] = searches.map((search, i) =>
    searchMarkup(search, `search-${attack}-${variant}-${i + 1}`, card),
  );
  const more = markup`<details><summary>${countOf(others.length, "more turn")}</summary>${others}</details>`;
  return markup`<figure class="card"><figcaption><strong class="series-${index % 6}">${variant}</strong> Attack ${attack}.</figcaption>
${first}${others.length > 0 && more}</figure>`;
}
