/** Style of searches: all frames below one another, or one at a time once the script is on. @module */

export const searchStyle = `
.search + .search, details > .search { margin-top: 1.25rem; border-top: 1px solid var(--line); padding-top: 1rem; }
.search-turn { margin: 0 0 0.75rem; font-weight: 600; font-size: 0.9375rem; }
.search-turn small { font-weight: 400; }
.search-parts { display: flex; flex-wrap: wrap; gap: 1.5rem 2.5rem; align-items: flex-start; }
.search-images { --cell: 3rem; display: grid; grid-template-columns: max-content minmax(0, max-content); gap: 0.75rem 1rem; min-width: 0; }
.search-name, .search-names { font-size: 0.8125rem; line-height: 1.3; color: var(--muted); align-self: center; font-variant-numeric: tabular-nums; }
.search-name small { display: block; font-size: 0.75rem; max-width: 6rem; }
.search-name.live { display: none; }
.search-names { list-style: none; margin: 0; padding: 0; align-self: stretch; display: grid; grid-template-rows: repeat(var(--rows), 1fr); align-items: center; }
.search-sheet { width: calc(var(--columns) * var(--cell)); max-width: 100%; }
.search-sheet img { display: block; width: 100%; height: auto; image-rendering: pixelated; }
.search-curve { position: relative; flex: 1 1 17rem; max-width: 24rem; min-width: 0; }
.search-curve .drawing { max-width: none; }
.marker { position: absolute; pointer-events: none; transform: translateX(-50%); }
.marker.line { width: 1px; background: var(--muted); }
.marker.point { width: 11px; height: 11px; border-radius: 50%; border: 2px solid var(--card); background: var(--ink); transform: translate(-50%, -50%); }
.search-slider { display: flex; flex-wrap: wrap; align-items: center; gap: 0.25rem 1rem; margin-top: 1rem; font-size: 0.875rem; }
.search-slider[hidden] { display: none; }
.search-slider input { flex: 1 1 14rem; max-width: 32rem; min-width: 0; accent-color: var(--accent); }
.search-slider input:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; border-radius: 2px; }
.search-slider output { min-width: 15rem; font-variant-numeric: tabular-nums; }
summary { cursor: pointer; font-size: 0.875rem; color: var(--accent); margin-top: 1rem; }
@media screen {
  .search.on .search-images { --cell: 5rem; }
  .search.on .search-name.live { display: block; }
  .search.on .search-names { display: none; }
  .search.on .window { overflow: hidden; aspect-ratio: calc(var(--columns) * var(--ratio)); }
  .search.on .frames { transform: translateY(calc(-100% * var(--row, 0) / var(--rows))); }
}
@media screen and (max-width: 46rem) {
  .search-images { grid-template-columns: minmax(0, 1fr); gap: 0.35rem; }
  .search-name small { max-width: none; }
  .search:not(.on) .search-images { grid-template-columns: max-content minmax(0, 1fr); }
}
@media print { .search-slider, .marker { display: none; } .search-images { --cell: 2rem; } }
`;
