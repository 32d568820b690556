/** What a report leaves in the run directory. @module */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PNG } from "pngjs";
import { afterAll, expect, test } from "vitest";
import { writeReport } from "../../lab/report/write-report.js";
import { makeRun, makeSweptRun } from "./report-runs.js";

const root = mkdtempSync(join(tmpdir(), "fedleak-report-files-"));
afterAll(() => rmSync(root, { recursive: true }));

test("the figures' PNGs hold text", async () => {
  const directory = makeRun(join(root, "figures"));
  await writeReport(directory);
  for (const name of ["accuracy", "leakage", "leakage-by-accuracy", "epsilon", "reconstructions-curious"]) {
    const { width, height } = PNG.sync.read(readFileSync(join(directory, "figures", `${name}.png`)));
    expect(width).toBeGreaterThan(1000);
    expect(height).toBeGreaterThan(400);
    expect(readFileSync(join(directory, "figures", `${name}.svg`), "utf8")).toMatch(/^<svg /);
  }
  const { data, width } = PNG.sync.read(readFileSync(join(directory, "figures", "reconstructions-curious.png")));
  // the names of the rows stand left of the tiles, where nothing else is
  const inked = Array.from({ length: data.length / 4 }, (_, i) => i).filter(
    (i) => i % width < 240 && data[4 * i] < 128,
  );
  expect(inked.length).toBeGreaterThan(200);
});

test("variants that differ in one number are drawn against it, and the verdict starts with what it did", async () => {
  const directory = makeSweptRun(join(root, "swept"));
  const html = readFileSync(await writeReport(directory), "utf8");
  const { width, height } = PNG.sync.read(readFileSync(join(directory, "figures", "leakage-by-parameter.png")));
  expect([width, height]).toEqual([2000, 1000]);
  expect(html).toContain("<li><strong>Leakage falls to its control at uploadFraction 0.01.</strong></li>");
  expect(html).toContain('id="figure-leakage-by-parameter"');
  expect(html).toContain("no better than its control");
});

test("a run that failed still gets a report that says so", async () => {
  const directory = makeRun(join(root, "failed"), { status: "failed", reason: "participant 3 left in round 20" });
  const file = join(directory, "summary.json");
  const summary = JSON.parse(readFileSync(file, "utf8")) as { variants: Record<string, unknown> };
  delete summary.variants.dp;
  writeFileSync(file, JSON.stringify(summary));
  const html = readFileSync(await writeReport(directory), "utf8");
  expect(html).toContain("<strong>This run failed</strong>: participant 3 left in round 20.");
  expect(html).toContain("Accuracy by round.");
});

test("the same run directory gives the same report, byte for byte", async () => {
  const directory = makeRun(join(root, "twice"));
  const first = readFileSync(await writeReport(directory), "utf8");
  expect(readFileSync(await writeReport(directory), "utf8")).toBe(first);
});
