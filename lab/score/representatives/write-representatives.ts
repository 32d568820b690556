/** Writes what a participant claimed of a class, and how it scored, into the run directory. @module */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { exampleSize } from "../../../shared/metrics/pairs.js";
import type { ThreatModel } from "../../../shared/plugins/attack.js";
import type { RepresentativeClaim } from "../../../shared/plugins/participant-attack.js";
import { npy } from "../../runs/npy.js";
import type { NearestTiles, RepresentativeRound, RepresentativesRecord } from "../../runs/representatives-record.js";
import { clipToUnit } from "../guesses.js";
import { sheetPng, tilePng } from "../tiles.js";
import type { ScoredRepresentatives } from "./score-representatives.js";

export interface RepresentativesFiles {
  readonly id: string;
  readonly threat: ThreatModel;
  /** as they were scored */
  readonly claims: readonly RepresentativeClaim[];
  /** shape of one example */
  readonly shape: readonly number[];
  readonly scored: ScoredRepresentatives;
}

/** Images along and down a contact sheet. */
const sheet = { columns: 8, rows: 4 };
/** Samples that are shown beside their nearest images. */
const compared = 16;

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/**
 * Writes `claim.json` (the claims without their pixels), `claim-samples.npy` [m, ...shape] (the last claim's),
 * `rounds/<round>.png`, `references/*.png`, `tiles/*.png` and `representatives.json` (a RepresentativesRecord) into
 * `directory`, made if absent.
 */
export function writeRepresentatives(directory: string, files: RepresentativesFiles): void {
  const { id, threat, claims, shape, scored } = files;
  for (const folder of ["rounds", "references", "tiles"]) mkdirSync(join(directory, folder), { recursive: true });
  const size = exampleSize(shape);
  const described = claims.map(({ images, ...claim }) => ({ ...claim, images: images.length / size }));
  writeFileSync(join(directory, "claim.json"), json(described));
  const last = claims.at(-1);
  if (last !== undefined) {
    writeFileSync(join(directory, "claim-samples.npy"), npy(last.images, [last.images.length / size, ...shape]));
  }

  /** A sheet of the first of `images`; null without any. */
  const save = (name: string, images: Float32Array | undefined): string | null => {
    if (images === undefined || images.length === 0) return null;
    writeFileSync(join(directory, name), sheetPng(inRows(images, size), shape));
    return name;
  };
  const rounds = scored.rounds.map((round, i): RepresentativeRound => {
    return { ...round, sheet: save(`rounds/${round.round}.png`, clipToUnit(claims[i].images)) };
  });
  const { judge, result } = scored;
  const record: RepresentativesRecord = {
    schema: 1,
    id,
    threat,
    summary: scored.summary,
    targetClass: last?.targetClass ?? null,
    judge:
      judge === undefined || last === undefined
        ? null
        : {
            model: judge.model,
            accuracy: judge.accuracy,
            classAccuracy: judge.classAccuracy[last.targetClass] ?? null,
          },
    rounds,
    references: {
      victims: save("references/victims.png", result?.origins.references.victims.images),
      heldOutMean: save("references/held-out-mean.png", result?.origins.ceilings["real-mean"]?.images),
      ownImages: save("references/own-images.png", result?.origins.controls["own-images"]?.images),
    },
    nearest: last === undefined || last.images.length === 0 ? [] : writeNearest(directory, files),
  };
  writeFileSync(join(directory, "representatives.json"), json(record));
}

function inRows(images: Float32Array, size: number): Float32Array[][] {
  const shown = Math.min(sheet.columns * sheet.rows, images.length / size);
  return Array.from({ length: Math.ceil(shown / sheet.columns) }, (_, row) =>
    Array.from({ length: Math.min(sheet.columns, shown - row * sheet.columns) }, (_, column) => {
      const start = (row * sheet.columns + column) * size;
      return images.subarray(start, start + size);
    }),
  );
}

/** The first samples, each with the victim's image and the held-out one that are nearest to it, of as many of both. */
function writeNearest(directory: string, { scored: { result }, shape }: RepresentativesFiles): NearestTiles[] {
  if (result === undefined) return [];
  const size = exampleSize(shape);
  const { sample, origins } = result;
  const { victims, heldOut } = origins.references;
  const nearVictims = sample.even?.victims ?? sample.nearVictims;
  return Array.from({ length: Math.min(compared, sample.count) }, (_, i): NearestTiles => {
    const tile = (what: string, images: Float32Array, place: number): string => {
      const name = `tiles/${String(i).padStart(4, "0")}-${what}.png`;
      writeFileSync(join(directory, name), tilePng(images.subarray(place * size, (place + 1) * size), shape));
      return name;
    };
    return {
      sample: tile("sample", sample.images, i),
      victim: tile("victim", victims.images, nearVictims.places[i * nearVictims.k]),
      heldOut:
        sample.even === undefined
          ? null
          : tile("held-out", heldOut.images, sample.even.heldOut.places[i * sample.even.heldOut.k]),
    };
  });
}
