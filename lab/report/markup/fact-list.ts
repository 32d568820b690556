/** Facts about variants, each said once for all that share it. @module */
import { markup } from "./html.js";
import type { Markup } from "./html.js";

/** A variant's facts by name, under its place in the run, which decides its colour. */
export interface Told {
  readonly name: string;
  readonly index: number;
  readonly facts: ReadonlyMap<string, string>;
}

/** One line where all variants agree, else one for all that do. */
function factMarkup(name: string, told: readonly Told[]): Markup {
  const sharing = new Map<string, Told[]>();
  for (const variant of told) {
    const words = variant.facts.get(name) ?? "–";
    sharing.set(words, [...(sharing.get(words) ?? []), variant]);
  }
  const lines = [...sharing].map(([words, variants]) => {
    const names = variants.map(
      (variant, i) => markup`${i > 0 && ", "}<span class="tag series-${variant.index % 6}">${variant.name}</span>`,
    );
    return sharing.size === 1 ? words : markup`<div>${names}: ${words}</div>`;
  });
  return markup`<dt>${name}</dt><dd>${lines}</dd>`;
}

export function factList(told: readonly Told[]): Markup {
  const names = [...new Set(told.flatMap(({ facts }) => [...facts.keys()]))];
  return markup`<dl>${names.map((name) => factMarkup(name, told))}</dl>`;
}
