/** HTML from template literals: whatever is filled in is escaped, unless it is markup itself. @module */

const brand: unique symbol = Symbol("markup");

/** Text that is HTML already. */
export interface Markup {
  readonly [brand]: true;
  readonly text: string;
}

type Fill = string | number | Markup | readonly Fill[] | undefined | false;

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Safe inside elements and quoted attributes, of HTML and of SVG. */
export function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => escapes[character]);
}

/** Trusts `text`: for markup from this program's own figures only. */
export function raw(text: string): Markup {
  return { [brand]: true, text };
}

function fillIn(fill: Fill): string {
  if (fill === undefined || fill === false) return "";
  if (typeof fill === "string" || typeof fill === "number") return escapeText(String(fill));
  return "text" in fill ? fill.text : fill.map(fillIn).join("");
}

/** Lists are joined without a separator; undefined and false leave nothing. */
export function markup(strings: TemplateStringsArray, ...fills: Fill[]): Markup {
  return raw(strings.reduce((text, part, i) => text + fillIn(fills[i - 1]) + part));
}
