/** Run directories for the tests of the report. @module */
import { appendFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Summary, VariantSummary } from "../../lab/runs/summary.js";
import { RngStream } from "../../shared/random/rng-stream.js";
import { writeRunDirectory } from "./report-fixture.js";
import type { Fixture } from "./report-fixture.js";

/** Bright discs on black, one place a class. */
function discs(count: number, seed: number) {
  const side = 16;
  const rng = RngStream.fromSeed(seed);
  const labels = Int32Array.from({ length: count }, (_, i) => i % 4);
  const images = new Float32Array(count * side * side);
  for (let n = 0; n < count; n++) {
    const [x0, y0] = [4 + 8 * (labels[n] % 2) + rng.integer(2), 4 + 8 * (labels[n] >> 1) + rng.integer(2)];
    for (let i = 0; i < side * side; i++) {
      const distance = Math.hypot((i % side) - x0, Math.floor(i / side) - y0);
      images[n * side * side + i] = Math.max(0, 1 - distance / 4);
    }
  }
  return { images, labels, shape: [side, side, 1] };
}

export const fixture: Fixture = {
  question: `What can a server read from <gradients> & "updates"?`,
  targets: discs(20, 1),
  auxiliary: discs(40, 2),
  lotSize: 4,
  rounds: 30,
  variants: {
    "no-defence": {
      epsilon: "Infinity",
      error: (i) => (i === 6 ? 0.5 : 1e-4),
      accuracy: (round) => 1 - 1 / (round + 1),
    },
    dp: { epsilon: 7.98, error: () => 2, accuracy: (round) => 0.8 - 0.8 / (round + 1) },
  },
};

export function makeRun(directory: string, more: Partial<Fixture> = {}): string {
  writeRunDirectory(directory, { ...fixture, ...more });
  return directory;
}

/** The same run as if nothing had attacked and nothing had been defended, held against baselines instead. */
export function makeLearningRun(directory: string): string {
  makeRun(directory);
  const file = join(directory, "summary.json");
  const summary = JSON.parse(readFileSync(file, "utf8")) as Summary;
  const variants = Object.entries(summary.variants).map(([variant, own], i) => {
    rmSync(join(directory, variant, "attacks"), { recursive: true });
    const baseline = (round: number, accuracy: number, participant?: number) =>
      `${JSON.stringify({ seq: 999, ms: 0, type: "baseline", name: participant === undefined ? "centralised" : "standalone", participant, round, accuracy, loss: 1 })}\n`;
    const lines = [0, 30].map((round) => [
      baseline(round, 0.1 + round / 60, 0),
      baseline(round, 0.1 + round / 100, 1),
      baseline(round, 0.1 + round / 40),
    ]);
    appendFileSync(join(directory, variant, "events.jsonl"), lines.flat().join(""));
    const learned: VariantSummary = {
      ...own,
      upBytes: 10 ** (7 - i),
      attacks: {},
      privacy: { ...own.privacy, epsilon: "Infinity", mechanism: "none: no defence adds noise to the update" },
      baselines: { standalone: { accuracy: 0.5, low: 0.4, high: 0.6, n: 2 }, centralised: { accuracy: 0.85 } },
    };
    return [variant, learned];
  });
  writeFileSync(file, JSON.stringify({ ...summary, expectations: [], variants: Object.fromEntries(variants) }));
  return directory;
}

/** Variants that differ in what they upload alone: everything, a tenth, a hundredth. */
export function makeSweptRun(directory: string): string {
  const swept = (uploadFraction: number, error: number) => ({
    epsilon: "Infinity" as const,
    error: () => error,
    accuracy: () => 0.9,
    training: { uploadFraction },
  });
  return makeRun(directory, {
    variants: { whole: swept(1, 1e-4), tenth: swept(0.1, 0.01), hundredth: swept(0.01, 2) },
  });
}
