import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { claimed, sought, writeDrawnRun } from "../../../test/e2e/report-drawings-fixture.js";
import type { DrawnRun, DrawnVariant } from "../../../test/e2e/report-drawings-fixture.js";
import { readRun } from "../../runs/read-run.js";
import type { RecordedRun } from "../../runs/read-run.js";
import { toPng } from "../charts/raster.js";
import { onWhite } from "../charts/theme.js";
import { targetClassCurve } from "../recorded/curves.js";
import { drawingsSvg } from "./drawing-svg.js";
import { drawingsOf } from "./drawings.js";

const root = mkdtempSync(join(tmpdir(), "fedleak-drawings-"));
afterAll(() => rmSync(root, { recursive: true }));

let runs = 0;
const runOf = async (drawn: DrawnRun) => readRun(await writeDrawnRun(join(root, String(runs++)), drawn));

const growing: DrawnVariant = { likeness: (round) => (round < 10 ? undefined : round / 20) };
const hopeless: DrawnVariant = { likeness: () => 0, isHeld: false };

let plain: Promise<RecordedRun> | undefined;
/** Of one variant alone, written once. */
const plainRun = () => (plain ??= runOf({ variants: { plain: growing } }));

test("targets come before controls, whatever their order in the run, and keep their colours", async () => {
  const run = await runOf({ variants: { nobody: hopeless, plain: growing }, controls: ["nobody"] });
  const [{ drawings, rounds, targetClass, references, judge }, ...others] = await drawingsOf(run);
  expect(others).toEqual([]);
  expect(drawings.map(({ variant, index, isControl }) => [variant, index, isControl])).toEqual([
    ["plain", 1, false],
    ["nobody", 0, true],
  ]);
  expect({ rounds, targetClass, accuracy: judge?.accuracy }).toEqual({
    ...{ rounds: [5, 10, 15, 20], targetClass: sought, accuracy: 0.99 },
  });
  expect(references.areHeld).toBe(true);
  // frames of four rows of eight, also where nothing had been drawn yet
  const [{ frames, rowsPerFrame, shown, samples, scores, nearest }] = drawings;
  expect([frames?.columns, frames?.rows, rowsPerFrame, shown, samples]).toEqual([8, 16, 4, 32, claimed]);
  expect(scores.map(({ targetClassShare }) => targetClassShare)).toEqual([undefined, 0.5, 0.75, 1]);
  const [, half, , whole] = scores.map(({ frechetDistance = NaN }) => frechetDistance);
  expect(whole).toBeLessThan(half / 2);
  expect(nearest.map(({ sheet, first, hasHeldOut }) => [sheet.rows, sheet.columns, first, hasHeldOut])).toEqual([
    [3, 8, 0, true],
    [3, 8, 8, true],
  ]);
  expect(drawings[1].nearest).toEqual([]);
});

test("one picture: the last drawings of every variant, controls below them, real images last", async () => {
  const run = await runOf({
    variants: { nobody: hopeless, plain: growing, waiting: { likeness: () => undefined } },
    controls: ["nobody"],
  });
  const svg = drawingsSvg((await drawingsOf(run))[0]);
  const words = [...svg.matchAll(/<text [^>]*>([^<]*)</g)].map(([, said]) => said);
  expect(words.slice(0, -1)).toEqual([
    ...["plain", "100.0 % taken for it", "waiting", "never begun", "nobody", "0.0 % taken for it"],
    `real images of class ${sought}`,
  ]);
  // frames of four rows: of the fourth round's the first; nothing of who never began; the first row of real images
  const rows = [...svg.matchAll(/viewBox="0 (\d+) 8 1"/g)].map(([, row]) => Number(row));
  expect(rows).toEqual([12, 12, 0]);
  expect(toPng(onWhite(svg)).length).toBeGreaterThan(1000);
});

test("a variant that broke off stays at its last claim while the others go on", async () => {
  const [{ rounds, drawings }] = await drawingsOf(
    await runOf({ variants: { plain: growing, short: { ...growing, until: 10 } } }),
  );
  expect(rounds).toEqual([5, 10, 15, 20]);
  expect(drawings[1].scores.map(({ targetClassShare }) => targetClassShare)).toEqual([undefined, 0.5, 0.5, 0.5]);
});

test("an attack that never began has a card without frames; real images of a class that nobody holds are nobody's", async () => {
  const run = await runOf({ variants: { waiting: { likeness: () => undefined }, nobody: hopeless } });
  const [{ drawings, references }] = await drawingsOf(run);
  expect(drawings[0]).toMatchObject({ frames: undefined, samples: 0, nearest: [] });
  expect(drawings[1].nearest).toEqual([]);
  expect(references.areHeld).toBe(false);
  expect(references.victims?.columns).toBe(8);
  const { waiting } = run.variants;
  const [{ references: none }] = await drawingsOf({ ...run, variants: { waiting } });
  expect(none.victims).toBeUndefined();
});

test("a page stays light: the more variants there are, the fewer rounds each shows", async () => {
  const run = await plainRun();
  const [record] = run.variants.plain.map(({ representatives }) => representatives.gan);
  const rounds = Array.from({ length: 40 }, (_, i) => ({ ...record.rounds[3], round: 1 + i }));
  const seed = { events: [], attacks: {}, representatives: { gan: { ...record, rounds } } };
  const shown = async (count: number) => {
    const variants = Object.fromEntries(Array.from({ length: count }, (_, i) => [`v${i}`, [seed]]));
    const [card] = await drawingsOf({ ...run, variants });
    return [card.rounds.length, card.rounds.at(-1)];
  };
  expect(await shown(1)).toEqual([16, 40]);
  expect(await shown(12)).toEqual([7, 40]);
});

test("shares by round are means over seeds, of the rounds that all of them have drawn in", async () => {
  const run = await runOf({ variants: { plain: growing }, seeds: 2 });
  const [first, second] = run.variants.plain;
  expect(targetClassCurve([first, second], "gan").map(([round]) => round)).toEqual([10, 15, 20]);
  const shortened = { ...second.representatives.gan, rounds: second.representatives.gan.rounds.slice(0, 2) };
  const both = [first, { ...second, representatives: { gan: shortened } }];
  expect(targetClassCurve(both, "gan")).toEqual([[10, 0.5]]);
  expect(targetClassCurve(both, "other")).toEqual([]);
  expect((await drawingsOf(run))[0].seeds).toBe(2);
});

test("runs without such an attack have no card", async () => {
  const run = await plainRun();
  expect(await drawingsOf({ ...run, variants: { plain: [{ events: [], attacks: {}, representatives: {} }] } })).toEqual(
    [],
  );
});
