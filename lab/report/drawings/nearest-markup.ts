/** Samples beside the real images that look most like them, folded, in the page. @module */
import { markup } from "../markup/html.js";
import type { Markup } from "../markup/html.js";
import { fixed } from "../words/format.js";
import type { DrawingCard } from "./drawings.js";
import type { NearestSheet } from "./nearest.js";

/** Short: a row is no higher than an image on a phone. */
const rowNames = ["drawn", "a victim's", "nobody's"] as const;

function sheetMarkup({ sheet, first, hasHeldOut }: NearestSheet, variant: string): Markup {
  const names = rowNames.slice(0, hasHeldOut ? 3 : 2);
  const alt = `Samples ${first + 1} to ${first + sheet.columns} under ${variant}, each above the nearest image of a victim${hasHeldOut ? " and the nearest that nobody trained on" : ""}`;
  const size = `--columns: ${sheet.columns}; --rows: ${sheet.rows}; --ratio: ${fixed(sheet.ratio, 4)}`;
  return markup`<div class="nearest" style="${size}"><ol class="search-names" aria-hidden="true">${names.map((name) => markup`<li>${name}</li>`)}</ol><div class="panel-sheet"><img src="${sheet.image}" alt="${alt}"></div></div>`;
}

/** Undefined where nothing was drawn, or by controls alone. */
export function nearestMarkup({ drawings }: Pick<DrawingCard, "drawings">): Markup | undefined {
  const shown = drawings.filter(({ nearest }) => nearest.length > 0);
  if (shown.length === 0) return undefined;
  const blocks = shown.map(
    ({ variant, index, nearest }) =>
      markup`<p class="panel-name"><strong class="series-${index % 6}">${variant}</strong></p><div class="search-parts">${nearest.map((sheet) => sheetMarkup(sheet, variant))}</div>`,
  );
  return markup`<details><summary>Likeness or copy: the real images that look most like the last samples</summary>
<p class="panel-text">Below each drawn image the image of a victim that is nearest to it, pixel by pixel, and the nearest of as many that nobody trained on. A copy would look the same as the victim's; what is only of the class is as near to nobody's.</p>
${blocks}</details>`;
}
