import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeDrawnRun } from "../../../../test/e2e/report-drawings-fixture.js";
import { readRun } from "../../../runs/read-run.js";
import type { RecordedRun } from "../../../runs/read-run.js";
import { leakageByRoundFigure } from "./leakage-by-round.js";

const root = mkdtempSync(join(tmpdir(), "fedleak-leakage-by-round-"));
afterAll(() => rmSync(root, { recursive: true }));
let run: RecordedRun;
beforeAll(async () => {
  const variants = {
    nobody: { likeness: () => 0, isHeld: false },
    plain: { likeness: (round: number) => (round < 10 ? undefined : round / 20) },
  };
  run = await readRun(await writeDrawnRun(root, { variants, controls: ["nobody"] }));
});

test("tells every curve's ends, and holds them against what the first variant is held against that is no control", () => {
  const { name, description, caption } = leakageByRoundFigure(run, "gan")!;
  expect(name).toBe("leakage-by-round-gan");
  expect(description).toContain("nobody, a control, from 0.0 % in round 5 to 0.0 % in round 20, accuracy 87.1 %");
  expect(description).toContain("plain from 50.0 % in round 10 to 100.0 % in round 20, accuracy 87.1 %");
  expect(caption).toContain(
    "Dashed, of plain: real images of the class, a ceiling, and the best guess without the attack (own-images).",
  );
  expect(caption).toContain("Controls: nobody.");
});

test("draws both panels' names and every curve's, and the same bytes twice", () => {
  const figure = leakageByRoundFigure(run, "gan")!;
  for (const width of ["wide", "narrow"] as const) {
    const svg = figure.draw(width);
    for (const words of [
      "leakage: taken for the class",
      "test accuracy",
      "plain",
      "nobody",
      "a guesser",
      "real images",
    ]) {
      expect(svg).toContain(`>${words}</text>`);
    }
    expect(figure.draw(width)).toBe(svg);
  }
});

test("a run that broke off before it was summed up is drawn without levels and intervals", () => {
  const { description, caption } = leakageByRoundFigure({ ...run, summary: { ...run.summary, variants: {} } }, "gan")!;
  expect(description).toContain("plain from 50.0 %");
  expect(caption).not.toContain("Dashed");
});

test("there is none of an attack that drew nothing", () => {
  expect(leakageByRoundFigure(run, "other")).toBeUndefined();
});
