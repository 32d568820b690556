import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PNG } from "pngjs";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import type { Claim } from "../../shared/plugins/attack.js";
import type { HistoryRecord } from "../runs/history-record.js";
import { writeHistory } from "./write-history.js";

let directory = "";
beforeEach(() => {
  const made = mkdtempSync(join(tmpdir(), "fedleak-history-"));
  directory = made;
  mkdirSync(join(made, "tiles"));
  onTestFinished(() => rmSync(made, { recursive: true }));
});

const shape = [1, 1, 1];
const record = () => JSON.parse(readFileSync(join(directory, "history.json"), "utf8")) as HistoryRecord;
const grey = (tile: string) => PNG.sync.read(readFileSync(join(directory, tile))).data[0];

/** Images of one pixel each, and the same at every iteration but the last nearer to black. */
function claimOf(participant: number, pixels: readonly number[], iterations: readonly number[]): Claim {
  const images = Float32Array.from(pixels);
  const frames = iterations.flatMap((_, i) => pixels.map((pixel) => (i === iterations.length - 1 ? pixel : pixel / 2)));
  const history = {
    strategy: "matched",
    iterations,
    objective: iterations.map((i) => 1 / (1 + i)),
    frameIterations: iterations,
    frames: Float32Array.from(frames),
  };
  const strategies = [{ name: "matched", images, labels: new Int32Array(pixels.length) }];
  return { kind: "reconstruction", turn: { participant, round: 1 }, lotSize: 1, strategies, explanation: [], history };
}

test("images stand in the order of their truths, those of nobody last", () => {
  const truth = { turn: { participant: 4, round: 1 }, images: Float32Array.of(1, 0.2), labels: Int32Array.of(0, 1) };
  writeHistory(directory, [claimOf(4, [0.2, 0.6, 1], [0, 10])], [truth], shape);
  const [turn] = record().turns;
  expect(turn).toMatchObject({ participant: 4, round: 1, strategy: "matched", frameIterations: [0, 10] });
  expect(turn.objective).toEqual([1, 1 / 11]);
  expect(turn.truths).toEqual([0, 1, -1]);
  expect(turn.tiles.map((tiles) => tiles.map(grey))).toEqual([
    [128, 26, 77],
    [255, 51, 153],
  ]);
});

test("a page's worth is kept: three turns, eight images, sixteen frames with the first and the last", () => {
  const iterations = Array.from({ length: 40 }, (_, i) => 5 * i);
  const pixels = Array.from({ length: 10 }, (_, i) => i / 10);
  writeHistory(
    directory,
    [0, 1, 2, 3].map((participant) => claimOf(participant, pixels, iterations)),
    [],
    shape,
  );
  const { turns } = record();
  expect(turns.map(({ participant }) => participant)).toEqual([0, 1, 2]);
  expect(turns[0].iterations).toHaveLength(40);
  expect(turns[0].frameIterations).toHaveLength(16);
  expect([turns[0].frameIterations[0], turns[0].frameIterations[15]]).toEqual([0, 195]);
  expect(turns[0].tiles.map((tiles) => tiles.length)).toEqual(Array(16).fill(8));
  expect(readdirSync(join(directory, "tiles"))).toHaveLength(3 * 16 * 8);
});

test("attacks that do not search leave nothing", () => {
  const { history: _, ...claim } = claimOf(0, [1], [0]);
  writeHistory(directory, [claim], [], shape);
  expect(readdirSync(directory)).toEqual(["tiles"]);
});
