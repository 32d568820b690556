import { mkdtempSync, rmSync, unlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readLots, writeLot } from "./attacked-lots.js";
import { ObservationLog } from "./observation-log.js";
import { readObservations } from "./read-observations.js";

const directory = mkdtempSync(join(tmpdir(), "fedleak-observations-"));
afterAll(() => rmSync(directory, { recursive: true }));

const weights = Float32Array.of(0.1, -2, 3e-30);
const one = { participant: 2, round: 1, weights, update: Float32Array.of(0, 0.5, 0), indices: Int32Array.of(1) };
const sum = { participant: 0, round: 3, weights, update: Float32Array.of(1, 2, 3), members: [0, 2, 5] };

test("observations are read as they were written, in their order", () => {
  const log = new ObservationLog(directory);
  log.write("curious", one);
  log.write("curious", sum);
  expect(readObservations(directory, "curious")).toEqual([one, sum]);
  expect(readObservations(directory, "another")).toEqual([]);
});

test("a file that is gone is named", () => {
  new ObservationLog(directory).write("broken", one);
  unlinkSync(join(directory, "attacks", "broken", "observations", "round-1-participant-2-update.npy"));
  expect(() => readObservations(directory, "broken")).toThrow(
    /round-1-participant-2-update\.npy cannot be read: ENOENT/,
  );
});

test("lots are read as they were written", () => {
  const lots = [
    { participant: 1, round: 4, examples: Int32Array.of(59_999, 0, 7) },
    { participant: 0, round: 4, examples: new Int32Array(0) },
  ];
  expect(readLots(directory)).toEqual([]);
  for (const lot of lots) writeLot(directory, lot);
  expect(readLots(directory)).toEqual(lots);
});
