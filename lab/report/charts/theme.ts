/** Colours of figures and page: told apart by every kind of colour vision, and readable on light and on dark. @module */

export interface Theme {
  readonly page: string;
  readonly card: string;
  readonly ink: string;
  readonly muted: string;
  readonly line: string;
  readonly accent: string;
  /** of variants, in order; after Okabe and Ito 2008, darkened or lightened to a contrast of 3:1 or more */
  readonly series: readonly string[];
}

export const light: Theme = {
  page: "#fbfaf8",
  card: "#ffffff",
  ink: "#1a1d21",
  muted: "#5b646d",
  line: "#dddad4",
  accent: "#075985",
  series: ["#c8500a", "#0072b2", "#00805f", "#a8437f", "#8b6c00", "#47525d"],
};

export const dark: Theme = {
  page: "#111417",
  card: "#191d21",
  ink: "#e8eaec",
  muted: "#9da7b0",
  line: "#333a41",
  accent: "#7cc4f0",
  series: ["#f2864a", "#5cb8ea", "#37c9a0", "#e495c3", "#e3bd49", "#b3bdc6"],
};

const names = ["page", "card", "ink", "muted", "line", "accent"] as const;

const entries = (theme: Theme): (readonly [string, string])[] => [
  ...names.map((name) => [`--${name}`, theme[name]] as const),
  ...theme.series.map((colour, i) => [`--series-${i}`, colour] as const),
];

/** The theme as CSS custom properties. */
export function cssProperties(theme: Theme): string {
  return entries(theme)
    .map(([name, colour]) => `${name}: ${colour};`)
    .join(" ");
}

/** A figure drawn in the light theme, whose colours now follow the page it stands in. */
export function withPageColours(svg: string): string {
  return entries(light).reduce((text, [name, colour]) => text.replaceAll(colour, `var(${name})`), svg);
}

/** The colour of the series at `index`, again and again beyond the last. */
export function seriesColour(index: number): string {
  return light.series[index % light.series.length];
}

/** A figure on a white sheet, for a file of its own. */
export function onWhite(svg: string): string {
  return svg.replace(/(<svg[^>]*>)/, '$1<rect width="100%" height="100%" fill="#ffffff"/>');
}
