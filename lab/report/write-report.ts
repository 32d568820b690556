/** Writes report.html and figures/ from a run directory, and from nothing else. @module */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readRun } from "../runs/read-run.js";
import { toPng } from "./charts/raster.js";
import { onWhite } from "./charts/theme.js";
import { drawingsSvg } from "./drawings/drawing-svg.js";
import { drawingsOf } from "./drawings/drawings.js";
import { accuracyFigure } from "./figures/accuracy/accuracy.js";
import { accuracyByBytesFigure } from "./figures/accuracy/accuracy-by-bytes.js";
import { accuracyByEpsilonFigure } from "./figures/accuracy/accuracy-by-epsilon.js";
import { epsilonFigure } from "./figures/epsilon/epsilon.js";
import { leakageFigure } from "./figures/leakage/leakage.js";
import { leakageByAccuracyFigure } from "./figures/leakage/leakage-by-accuracy.js";
import { leakageByParameterFigure } from "./figures/leakage/leakage-by-parameter.js";
import { leakageByRoundFigure } from "./figures/leakage/leakage-by-round.js";
import { page } from "./page/page.js";
import { gridsOf } from "./reconstructions/grids.js";
import { reconstructionsSvg } from "./reconstructions/grid-svg.js";
import { configsOf } from "./recorded/configs.js";
import { searchesOf } from "./searches/searches.js";
import { sweepOf } from "./sweeps/sweep.js";

/**
 * Rebuilds the report of a run, whether it completed or not.
 * @returns the path of report.html
 * @throws {UnreadableRun} where `directory` is no run directory or a file in it is broken
 */
export async function writeReport(directory: string): Promise<string> {
  const run = await readRun(directory);
  const { summary } = run;
  const grids = await gridsOf(run);
  const learned = [accuracyFigure(run), accuracyByBytesFigure(run)].filter((figure) => figure !== undefined);
  const ids = [...new Set(Object.values(summary.variants).flatMap(({ attacks }) => Object.keys(attacks)))];
  const sweep = sweepOf(configsOf(run));
  const leakage = ids.flatMap((id) => {
    const several = ids.length > 1;
    const swept = sweep && leakageByParameterFigure(summary, sweep, id, several);
    return swept ?? leakageFigure(summary, id, several) ?? [];
  });

  const drawn = ids.flatMap((id) => leakageByRoundFigure(run, id) ?? []);
  const tradeOffs = ids.flatMap((id) => leakageByAccuracyFigure(run, id, ids.length > 1) ?? []);

  const sheets = new Map(grids.map((grid) => [grid.name, reconstructionsSvg(grid)]));
  for (const figure of [
    ...learned,
    epsilonFigure(run),
    accuracyByEpsilonFigure(run),
    ...leakage,
    ...drawn,
    ...tradeOffs,
  ]) {
    if (figure !== undefined) sheets.set(figure.name, figure.draw("wide"));
  }
  const [drawings, searches] = [await drawingsOf(run), await searchesOf(run)];
  for (const card of drawings) sheets.set(`drawings-${card.attack}-${card.targetClass}`, drawingsSvg(card));
  const figures = join(run.directory, "figures");
  await mkdir(figures, { recursive: true });
  for (const [name, svg] of sheets) {
    const sheet = onWhite(svg);
    await writeFile(join(figures, `${name}.svg`), sheet);
    await writeFile(join(figures, `${name}.png`), toPng(sheet));
  }
  const report = join(run.directory, "report.html");
  await writeFile(report, page({ run, grids, drawings, drawn, tradeOffs, searches, learned, leakage }));
  return report;
}
