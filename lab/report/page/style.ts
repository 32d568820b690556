/** The page's style sheet. @module */
import { cssProperties, dark, light } from "../charts/theme.js";
import { drawingStyle } from "../drawings/drawing-style.js";
import { searchStyle } from "../searches/search-style.js";

/** Light by default and on paper, dark where the reader's system is. */
export const styleSheet = `
:root { color-scheme: light dark; ${cssProperties(light)} }
@media screen and (prefers-color-scheme: dark) { :root { ${cssProperties(dark)} } }
*, ::before, ::after { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 400 1rem/1.6 "Noto Sans", system-ui, -apple-system, "Segoe UI", "Liberation Sans", sans-serif; -webkit-text-size-adjust: 100%; }
main, header.top, footer { max-width: 68rem; margin: 0 auto; padding: 0 1.5rem; }
header.top { padding-top: 3.5rem; }
section { margin-top: 3.5rem; }
h1, h2, h3 { line-height: 1.25; font-weight: 650; text-wrap: balance; }
h1 { font-size: clamp(1.375rem, 1.1rem + 1.4vw, 2rem); letter-spacing: -0.015em; margin: 0.35rem 0 0; max-width: 54rem; }
h2 { font-size: 1.3rem; letter-spacing: -0.01em; margin: 0 0 1rem; }
h3 { font-size: 1.05rem; margin: 2rem 0 0.5rem; }
p, li { max-width: 46rem; }
p { margin: 0 0 0.75rem; }
ul { padding-left: 1.2rem; margin: 0 0 0.75rem; }
a { color: var(--accent); text-underline-offset: 0.15em; }
a:focus-visible, [tabindex]:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; border-radius: 2px; }
small, .muted { color: var(--muted); font-size: 0.8125rem; }
code, pre { font-family: ui-monospace, "SF Mono", "Cascadia Mono", "Liberation Mono", monospace; font-size: 0.875rem; overflow-wrap: anywhere; }
pre { margin: 0; white-space: pre-wrap; user-select: all; }
.eyebrow { color: var(--muted); font-size: 0.875rem; margin: 0; }
.verdict { margin: 1.75rem 0 0; padding: 0; list-style: none; display: grid; gap: 0.75rem; }
.verdict li > span { color: var(--ink); }
.verdict li { max-width: 50rem; padding-left: 1rem; border-left: 3px solid; font-size: 1.0625rem; line-height: 1.55; }
.notice { border: 1px solid var(--line); border-left: 4px solid var(--series-0); border-radius: 6px; background: var(--card); padding: 0.75rem 1rem; margin: 1.5rem 0 0; max-width: 50rem; }
.why { margin: 0 0 1rem; font-size: 0.9375rem; }
.why ul { margin: 0.25rem 0 0; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 8px; margin: 0 0 1.5rem; padding: 1.25rem; }
figcaption { font-size: 0.875rem; line-height: 1.5; color: var(--muted); margin-bottom: 1rem; max-width: 54rem; }
figcaption strong { color: var(--ink); font-weight: 600; }
.files { white-space: nowrap; }
.drawing svg { display: block; width: 100%; height: auto; }
.drawing.wide { max-width: 1000px; }
.drawing.narrow { display: none; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.pairs { position: relative; display: grid; grid-auto-flow: column; grid-template-rows: repeat(var(--kinds), auto); grid-template-columns: 6.5rem; grid-auto-columns: minmax(0, 5rem); gap: 0.75rem 0.5rem; }
.pairs [role="row"] { display: contents; }
.pairs [role="columnheader"] { align-self: center; padding-bottom: 1.4rem; font-size: 0.875rem; line-height: 1.3; overflow-wrap: anywhere; }
.pairs [role="columnheader"] small { display: block; font-size: 0.75rem; }
.tile img { display: block; width: 100%; height: auto; border-radius: 3px; image-rendering: pixelated; outline: 1px solid var(--line); }
.tile span { display: block; text-align: center; font-size: 0.75rem; line-height: 1.4rem; color: var(--muted); font-variant-numeric: tabular-nums; white-space: nowrap; }
.tile.recovered span { color: var(--ink); font-weight: 650; }
.tile.recovered img { outline: 2px solid var(--ink); }

.scroll { overflow-x: auto; padding: 0; }
table { border-collapse: separate; border-spacing: 0; width: 100%; font-size: 0.875rem; line-height: 1.45; font-variant-numeric: tabular-nums; }
th, td { text-align: left; vertical-align: top; padding: 0.45rem 1.25rem; border-bottom: 1px solid var(--line); }
tr:last-child > * { border-bottom: 0; }
tbody + tbody tr:first-child > * { border-top: 1px solid var(--line); }
thead th { font-weight: 600; white-space: nowrap; padding-top: 0.9rem; }
thead small { font-weight: 400; }
tbody th { font-weight: 400; color: var(--muted); }
tbody th[scope="rowgroup"] { font-weight: 600; padding-top: 1.1rem; border-bottom: 0; }
td small { display: block; white-space: nowrap; }
td.text { min-width: 11rem; }
tbody th[scope="row"] { min-width: 8.5rem; }
tbody th[scope="row"] { position: sticky; left: 0; background: var(--card); }
tbody.scores th { white-space: nowrap; }
td.counts { font-weight: 650; }
.group { color: var(--ink); }
tr.control > * { color: var(--muted); }
h4.said { margin: 0.75rem 0 0.25rem; font-size: 0.875rem; }
h2.expected { margin: 1.75rem 0 0.5rem; font-size: 1rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.3rem 1.5rem; margin: 0 0 1rem; font-size: 0.9375rem; }
dt { color: var(--muted); }
dd { margin: 0 0 0.25rem; min-width: 0; overflow-wrap: anywhere; }
.tag { font-weight: 600; }
${light.series.map((_, i) => `.series-${i} { color: var(--series-${i}); }`).join("\n")}
footer { margin-top: 4rem; padding-bottom: 3rem; color: var(--muted); font-size: 0.8125rem; }
${searchStyle}${drawingStyle}
@media screen and (max-width: 46rem) {
  main, header.top, footer { padding-left: 1rem; padding-right: 1rem; }
  header.top { padding-top: 2rem; }
  section { margin-top: 2.5rem; }
  .card { padding: 1rem 0.75rem; }
  .card.scroll { padding: 0; }
  .drawing.wide { display: none; }
  .drawing.narrow { display: block; max-width: 26rem; }
  .pairs { grid-auto-flow: row; grid-template-rows: none; grid-template-columns: repeat(var(--kinds), minmax(0, 1fr)); gap: 0.35rem 0.5rem; }
  .pairs [role="columnheader"] { align-self: end; padding-bottom: 0.35rem; font-size: 0.8125rem; }
  .pairs [role="columnheader"] small { font-size: 0.6875rem; }
  .tile span { font-size: 0.6875rem; }
  th, td { padding: 0.45rem 0.75rem; }
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: 0.5rem; }
}
@media print {
  body { font-size: 10pt; background: #fff; }
  main, header.top, footer { max-width: none; padding: 0; }
  section { margin-top: 1.5rem; }
  figure, tr { break-inside: avoid; }
  .pairs { grid-template-columns: 5rem; gap: 0.5rem 0.3rem; }
  .tile span, .pairs [role="columnheader"] small { font-size: 6pt; }
  th, td { padding: 0.3rem 0.6rem; }
  h2, h3 { break-after: avoid; }
  .files { display: none; }
}
`;
