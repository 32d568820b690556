/** Writes what an attack claimed, what was true and how it scored into the run directory. @module */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { exampleSize } from "../../shared/metrics/pairs.js";
import type { Claim, ThreatModel } from "../../shared/plugins/attack.js";
import type { AttackRecord, TileNames } from "../runs/attack-record.js";
import { npy } from "../runs/npy.js";
import { concatFloats } from "./concat.js";
import type { Truth } from "./guesses.js";
import type { ScoredAttack } from "./score-attack.js";
import { sheetPng, tilePng } from "./tiles.js";
import { writeHistory } from "./write-history.js";

export interface AttackFiles {
  readonly id: string;
  readonly threat: ThreatModel;
  readonly claims: readonly Claim[];
  readonly truths: readonly Truth[];
  /** shape of one example */
  readonly shape: readonly number[];
  readonly scored: ScoredAttack;
}

/** Images of the contact sheet, at most. */
const sheetColumns = 16;

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

/** Claims without their pixels, which lie in claim-<strategy>.npy, turn after turn, and without their histories. */
const describeClaims = (claims: readonly Claim[]) =>
  claims.map(({ strategies, history: _history, ...claim }) => ({
    ...claim,
    strategies: strategies.map(({ name, labels }) => ({ name, images: labels.length, labels: [...labels] })),
  }));

function writeArrays(directory: string, { claims, truths, shape }: AttackFiles): void {
  const size = exampleSize(shape);
  const save = (name: string, parts: readonly Float32Array[]) => {
    const values = concatFloats(parts);
    writeFileSync(join(directory, name), npy(values, [values.length / size, ...shape]));
  };
  save(
    "truth.npy",
    truths.map(({ images }) => images),
  );
  const strategies = claims.flatMap((claim) => claim.strategies);
  for (const name of new Set(strategies.map((strategy) => strategy.name))) {
    const parts = strategies.filter((strategy) => strategy.name === name).map(({ images }) => images);
    save(`claim-${name.replaceAll(/[^\w.-]/g, "_")}.npy`, parts);
  }
}

/** tiles/*.png and pairs.png; returns the names of every target's tiles, in their order. */
function writeTiles(directory: string, { scored, shape }: AttackFiles): TileNames[] {
  if (scored.strongest === undefined) return [];
  const size = exampleSize(shape);
  const { strategy, control } = scored.strongest;
  const of = (images: Float32Array, row: number) => images.subarray(row * size, (row + 1) * size);
  const rows = scored.targets.map((_, row) => ({
    truth: of(strategy.pairs.truths, row),
    claim: of(strategy.pairs.claims, row),
    control: of(control.pairs.claims, row),
  }));
  const shown = rows.slice(0, sheetColumns);
  const sheet = [shown.map(({ truth }) => truth), shown.map(({ claim }) => claim), shown.map((row) => row.control)];
  writeFileSync(join(directory, "pairs.png"), sheetPng(sheet, shape));

  return rows.map((images, row) => {
    const save = (what: keyof TileNames) => {
      const name = `tiles/${String(row).padStart(4, "0")}-${what}.png`;
      writeFileSync(join(directory, name), tilePng(images[what], shape));
      return name;
    };
    return { truth: save("truth"), claim: save("claim"), control: save("control") };
  });
}

/**
 * Writes `claim.json`, `claim-<strategy>.npy` [sum m, ...shape], `truth.npy` [n, ...shape], `tiles/*.png`, `pairs.png`
 * (truths, claims, controls of the first targets), `history.json` where the attack searched, and `scores.json` (an
 * AttackRecord) into `directory`, made if absent.
 */
export function writeAttack(directory: string, files: AttackFiles): void {
  mkdirSync(join(directory, "tiles"), { recursive: true });
  writeFileSync(join(directory, "claim.json"), json(describeClaims(files.claims)));
  writeArrays(directory, files);
  const tiles = writeTiles(directory, files);
  writeHistory(directory, files.claims, files.truths, files.shape);
  const { id, threat, scored } = files;
  const record: AttackRecord = {
    schema: 1,
    id,
    threat,
    summary: scored.summary,
    control: scored.strongest?.control.name ?? null,
    targets: scored.targets.map((target, row) => ({ ...target, tiles: tiles[row] })),
  };
  writeFileSync(join(directory, "scores.json"), json(record));
}
