/** Style of drawings: panels side by side, all rounds below one another, or one at a time once the script is on. @module */

export const drawingStyle = `
.panels { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr)); gap: 1.5rem 2rem; align-items: start; }
.panel { min-width: 0; }
.panel-name { margin: 0 0 0.5rem; font-size: 0.875rem; line-height: 1.35; overflow-wrap: anywhere; }
.panel-name small { display: block; font-size: 0.75rem; }
.panel-images, .nearest { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0 0.75rem; }
.panel-images .search-names small { display: block; font-size: 0.75rem; }
.panel-sheet { width: 100%; max-width: max(6rem, calc(var(--columns) * 3rem)); }
.panel-sheet img { display: block; width: 100%; height: auto; image-rendering: pixelated; }
.panel-note { text-wrap: balance; margin: 0.4rem 0 0; font-size: 0.875rem; font-variant-numeric: tabular-nums; }
.panel-note.live { display: none; }
.panel-text { font-size: 0.875rem; margin: 0.75rem 0; }
.named-value span { font-weight: 600; }
.nearest { --cell: 2.75rem; flex: 1 1 24rem; max-width: 34rem; min-width: 0; }
.panel-images .search-names li { height: 100%; border-top: 1px solid var(--line); padding-top: 0.25rem; }
.named-value, td.range { white-space: nowrap; }
.drawn .search-slider { margin: 0 0 1.25rem; }
@media screen {
  .search.on .panel-images { grid-template-columns: minmax(0, 1fr); }
  .search.on .panel-note.live { display: block; }
}
@media print { .panels { grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 1rem; } .panel-images .search-names, .panel-images .search-names small { font-size: 6pt; } }
`;
