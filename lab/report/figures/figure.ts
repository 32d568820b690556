/** A figure: drawn wide and narrow, and what it shows in words. @module */
import type { Size } from "../charts/chart.js";
import { withPageColours } from "../charts/theme.js";
import type { Markup } from "../markup/html.js";
import { markup, raw } from "../markup/html.js";

export interface Figure {
  /** of its files, kebab-case */
  readonly name: string;
  readonly title: string;
  /** what it shows, for those who cannot see it */
  readonly description: string;
  /** what must be known to read it */
  readonly caption: string;
  /** an SVG in the light theme, fit for a sheet of paper or for a phone */
  draw(width: "wide" | "narrow"): string;
}

export const sizes: Readonly<Record<"wide" | "narrow", Size>> = {
  wide: { width: 1000, height: 340 },
  narrow: { width: 350, height: 300 },
};

/** The figure in the page, with links to its files. */
export function figureMarkup(figure: Figure): Markup {
  const { name, title, description, caption } = figure;
  const drawing = (width: "wide" | "narrow") =>
    markup`<div class="drawing ${width}" role="img" aria-label="${description}">
      ${raw(withPageColours(figure.draw(width)))}
    </div>`;
  const links = markup`<a href="figures/${name}.svg">SVG</a> · <a href="figures/${name}.png">PNG</a>`;
  return markup`<figure class="card" id="figure-${name}">
    <figcaption><strong>${title}</strong> ${caption} <span class="files">${links}</span></figcaption>
    ${drawing("wide")}${drawing("narrow")}
  </figure>`;
}
