/** A grid of reconstructions in the page: targets are columns on a wide screen and rows on a narrow one. @module */
import { recoveredFromDb } from "../../../shared/metrics/recovered/index.js";
import { markup } from "../markup/html.js";
import type { Markup } from "../markup/html.js";
import { countOf, decibels, fixed } from "../words/format.js";
import type { Grid, Target, Tile } from "./grids.js";

const place = ({ participant, round, index }: Target) =>
  `participant ${participant}, round ${round}, example ${index + 1}`;

function claimCell(target: Target, tile: Tile, variant: string): Markup {
  const { psnrDb, ssim, claimedLabel = -1 } = tile;
  const claimed = claimedLabel < 0 ? "no label claimed" : `claimed label ${claimedLabel}, true ${target.label}`;
  const words = `Reconstruction under ${variant}: PSNR ${decibels(psnrDb)}, SSIM ${fixed(ssim, 2)}, ${claimed}`;
  const kind = psnrDb >= recoveredFromDb ? "tile recovered" : "tile";
  return markup`<div role="cell" class="${kind}" title="${place(target)}"><img src="${tile.image}" alt="${words}" width="112" height="112"><span>${decibels(psnrDb)}</span></div>`;
}

function targetRow(target: Target, { variants, control }: Grid): Markup {
  return markup`<div role="row">
<div role="rowheader" class="hidden">${place(target)}</div>
<div role="cell" class="tile truth" title="${place(target)}"><img src="${target.truth}" alt="True image, label ${target.label}" width="112" height="112"><span>label ${target.label}</span></div>
${target.claims.map((tile, i) => claimCell(target, tile, variants[i].name))}
<div role="cell" class="tile control"><img src="${target.control.image}" alt="Guess without the observation (${control}): PSNR ${decibels(target.control.psnrDb)}" width="112" height="112"><span>${decibels(target.control.psnrDb)}</span></div>
</div>`;
}

/** What is shown, of how many. */
export function gridCaption({ attack, variants, targets, total, control, seeds }: Grid): string {
  const choice =
    targets.length === total
      ? `all ${countOf(total, "target")}`
      : `${targets.length} of ${countOf(total, "target")}: the best, the worst and evenly between under ${variants[0].name}, and the best of every other variant`;
  const seed = seeds > 1 ? ` First of ${seeds} seeds.` : "";
  return `Attack ${attack}, ${choice}, in order of PSNR.${seed} Guesser: ${control}, matched as favourably as the attack.`;
}

export function gridMarkup(grid: Grid): Markup {
  const { variants, targets } = grid;
  const head = (name: string, note: string, index?: number) =>
    markup`<div role="columnheader"><strong class="${index === undefined ? "" : `series-${index % 6}`}">${name}</strong> <small>${note}</small></div>`;
  return markup`<figure class="card">
<figcaption><strong>True images and reconstructions.</strong> ${gridCaption(grid)} <span class="files"><a href="figures/${grid.name}.svg">SVG</a> · <a href="figures/${grid.name}.png">PNG</a></span></figcaption>
<div class="pairs" role="table" aria-label="True images and reconstructions of attack ${grid.attack}" style="--targets: ${targets.length}; --kinds: ${variants.length + 2}">
<div role="row"><div role="columnheader" class="hidden">target</div>${head("truth", "never seen by the attack")}${variants.map(({ name, index }) => head(name, "reconstructed", index))}${head("guesser", grid.control)}</div>
${targets.map((target) => targetRow(target, grid))}
</div>
</figure>`;
}
