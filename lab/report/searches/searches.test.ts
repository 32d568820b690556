import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { TurnHistory } from "../../runs/history-record.js";
import type { RecordedAttack, RecordedRun } from "../../runs/read-run.js";
import { tilePng } from "../../score/tiles.js";
import { searchesOf } from "./searches.js";

const directory = mkdtempSync(join(tmpdir(), "fedleak-searches-"));
afterAll(() => rmSync(directory, { recursive: true }));
writeFileSync(join(directory, "tile.png"), tilePng(Float32Array.of(0.5), [1, 1, 1]));

/** A search over as many frames for as many images, the last of which is nobody's. */
function turnOf(participant: number, frames: number, images: number): TurnHistory {
  const frameIterations = Array.from({ length: frames }, (_, i) => 10 * i);
  return {
    ...{ participant, round: 1, strategy: "matched", iterations: frameIterations, frameIterations },
    objective: frameIterations.map((iteration) => 1 / (1 + iteration)),
    truths: Array.from({ length: images }, (_, i) => (i === images - 1 ? -1 : i)),
    tiles: frameIterations.map(() => Array<string>(images).fill("tile.png")),
  };
}

function attackOf(turns: readonly TurnHistory[]): RecordedAttack {
  const targets = turns.flatMap(({ participant, truths }) =>
    truths.slice(0, -1).map((index) => ({
      ...{ participant, round: 1, index, label: index, claimedLabel: 0, strategy: "matched" },
      ...{ psnrDb: 20, ssim: 1, mse: 0, controlPsnrDb: 10 },
      tiles: { truth: "tile.png", claim: "tile.png", control: "tile.png" },
    })),
  );
  return { directory, history: { turns }, targets } as unknown as RecordedAttack;
}

const runOf = (variants: Readonly<Record<string, RecordedAttack>>): Pick<RecordedRun, "variants"> => {
  const seeds = Object.entries(variants).map(
    ([name, a]) => [name, [{ events: [], attacks: { a }, representatives: {} }]] as const,
  );
  return { variants: Object.fromEntries(seeds) };
};

test("a search stands beside its truths, with nothing above an image that is nobody's", async () => {
  const [{ variant, attack, searches }] = await searchesOf(runOf({ plain: attackOf([turnOf(2, 3, 4)]) }));
  expect({ variant, attack }).toEqual({ variant: "plain", attack: "a" });
  const [{ participant, frames, iterations, curve, truths, labels }] = searches;
  expect(participant).toBe(2);
  expect([frames.rows, frames.columns, truths?.rows, truths?.columns]).toEqual([3, 4, 1, 4]);
  expect(iterations).toEqual([0, 10, 20]);
  expect(curve[2]).toEqual([20, 1 / 21]);
  expect(labels).toEqual([0, 1, 2, undefined]);
});

test("values that JSON could not keep are no part of the curve", async () => {
  const turn = turnOf(0, 3, 2);
  const broken = { ...turn, objective: [null as unknown as number, 1, 0.5] };
  const [{ searches }] = await searchesOf(runOf({ plain: attackOf([broken]) }));
  expect(searches[0].curve).toEqual([
    [10, 1],
    [20, 0.5],
  ]);
});

test("a page stays light: the more searches there are, the fewer frames each has, then the fewer turns", async () => {
  const turns = [0, 1, 2, 3].map((participant) => turnOf(participant, 20, 9));
  const shown = async (variants: number) => {
    const attacks = Array.from({ length: variants }, (_, i) => [`v${i}`, attackOf(turns)] as const);
    const cards = await searchesOf(runOf(Object.fromEntries(attacks)));
    const all = cards.flatMap(({ searches }) => searches);
    const images = all.reduce((sum, { frames }) => sum + frames.rows * frames.columns, 0);
    return { turns: all.length / variants, frames: all[0].frames.rows, images, last: all[0].iterations.at(-1) };
  };
  expect(await shown(2)).toEqual({ turns: 3, frames: 16, images: 768, last: 190 });
  expect(await shown(6)).toEqual({ turns: 3, frames: 10, images: 1440, last: 190 });
  expect(await shown(20)).toMatchObject({ turns: 1, frames: 9, last: 190 });
});

test("attacks that did not search have no card", async () => {
  const { history: _, ...solved } = attackOf([turnOf(0, 2, 2)]);
  expect(await searchesOf(runOf({ solved, empty: attackOf([turnOf(0, 2, 0)]) }))).toEqual([]);
});
