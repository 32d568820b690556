/** Reconstructions side by side: every target's truth, what each variant's attack made of it, and a guess. @module */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { RecordedAttack, RecordedRun } from "../../runs/read-run.js";
import { selectTargets } from "./select-targets.js";

/** Targets shown of one attack, at most. */
const mostColumns = 12;

export interface Tile {
  /** a PNG as a data URI */
  readonly image: string;
  readonly psnrDb: number;
  readonly ssim?: number;
  /** -1 where nothing was claimed */
  readonly claimedLabel?: number;
}

export interface Target {
  readonly participant: number;
  readonly round: number;
  /** of the example within its lot, from 0 */
  readonly index: number;
  readonly label: number;
  readonly truth: string;
  /** one a variant of the grid */
  readonly claims: readonly Tile[];
  readonly control: Tile;
}

export interface GridVariant {
  readonly name: string;
  /** of the variant within the run; decides its colour */
  readonly index: number;
}

export interface Grid {
  /** of its files */
  readonly name: string;
  readonly attack: string;
  readonly variants: readonly GridVariant[];
  readonly control: string;
  readonly targets: readonly Target[];
  /** targets there are in all, of the first seed */
  readonly total: number;
  /** more than one: the grid is that of the first */
  readonly seeds: number;
}

type Entry = GridVariant & { readonly record: RecordedAttack };

/** Variants whose lots held other examples cannot share columns. */
function sameTargets(entries: readonly Entry[]): Entry[][] {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const key = entry.record.targets.map((target) => [target.participant, target.round, target.label].join()).join(";");
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups.values()];
}

async function gridOf(attack: string, name: string, entries: readonly Entry[], seeds: number): Promise<Grid> {
  const [{ record: first }] = entries;
  const image = async (record: RecordedAttack, file: string) =>
    `data:image/png;base64,${(await readFile(join(record.directory, file))).toString("base64")}`;
  const scores = entries.map(({ record }) => record.targets.map(({ psnrDb }) => psnrDb));
  const targets = selectTargets(scores, mostColumns).map(async (row): Promise<Target> => {
    const { participant, round, index, label, controlPsnrDb, tiles } = first.targets[row];
    const claims = entries.map(async ({ record }): Promise<Tile> => {
      const { psnrDb, ssim, claimedLabel, tiles: own } = record.targets[row];
      return { image: await image(record, own.claim), psnrDb, ssim, claimedLabel };
    });
    return {
      ...{ participant, round, index, label },
      truth: await image(first, tiles.truth),
      claims: await Promise.all(claims),
      control: { image: await image(first, tiles.control), psnrDb: controlPsnrDb },
    };
  });
  return {
    name,
    attack,
    variants: entries.map(({ name, index }) => ({ name, index })),
    control: first.control ?? "control",
    targets: await Promise.all(targets),
    total: first.targets.length,
    seeds,
  };
}

/** One grid an attack, more where variants had different targets; of the first seed. */
export async function gridsOf({ variants, summary }: RecordedRun): Promise<Grid[]> {
  const named = Object.entries(variants).map(([name, seeds], index) => ({
    name,
    index,
    attacks: seeds[0]?.attacks ?? {},
  }));
  const ids = [...new Set(named.flatMap(({ attacks }) => Object.keys(attacks)))];
  const grids = ids.flatMap((id) => {
    const entries = named.flatMap(({ name, index, attacks }): Entry[] => {
      const record = attacks[id];
      return record === undefined || record.targets.length === 0 ? [] : [{ name, index, record }];
    });
    const groups = sameTargets(entries);
    return groups.map((group, i) => {
      const name = `reconstructions-${id}${groups.length > 1 ? `-${i + 1}` : ""}`;
      return gridOf(id, name, group, summary.seeds);
    });
  });
  return Promise.all(grids);
}
