import { expect, test } from "vitest";
import type { MetricSummary } from "../runs/summary.js";
import { leaksOf, scoreLines, verdictOf } from "./verdict.js";

const metric = (value: number, chance: number, low = value): MetricSummary => ({
  value,
  chance,
  low,
  high: value,
  controls: { "mean-image": chance - 1, "class-mean": chance },
  n: 80,
  seeds: 1,
  strategies: { raw: value },
});

const scores = (psnrDb: number, recovered: number, { labelsLow = 0.5, ssimLow = 0.3 } = {}) => ({
  psnrDb: metric(psnrDb, 12),
  ssim: metric(0.5, 0.3, ssimLow),
  recovered: metric(recovered, 0),
  labelRecovery: metric(0.6, 0.5, labelsLow),
});

test("leaked: over 10 dB above the control, or half of the targets", () => {
  expect(verdictOf(scores(22.1, 0))).toBe("leaked");
  expect(verdictOf(scores(12, 0.5))).toBe("leaked");
  expect(verdictOf(scores(22, 0.49))).toBe("partly");
});

test("partly: over 1 dB above the control, a single image, structure or labels", () => {
  expect(verdictOf(scores(13.1, 0))).toBe("partly");
  expect(verdictOf(scores(12, 1 / 80))).toBe("partly");
  expect(verdictOf(scores(12, 0, { ssimLow: 0.41 }))).toBe("partly");
  expect(verdictOf(scores(12, 0, { labelsLow: 0.51 }))).toBe("partly");
  expect(leaksOf(scores(14, 0.1, { ssimLow: 0.41, labelsLow: 0.51 }))).toEqual([
    "whole images",
    "pixels",
    "structure",
    "labels",
  ]);
});

test("failed: none of these, or nothing to score", () => {
  expect(verdictOf(scores(13, 0))).toBe("failed");
  expect(verdictOf({})).toBe("failed");
});

test("words name counts, the control and labels", () => {
  expect(scoreLines(scores(96.24, 77 / 80))).toEqual([
    "recovered 77 of 80 images; mean PSNR 96.2 dB, the best guess without the observation (class-mean) 12.0 dB",
    "labels: 60.0 % recovered, without the observation 50.0 %",
  ]);
  expect(scoreLines(scores(12.3, 0, { labelsLow: 0.51 }))[0]).toMatch(/^recovered 0 of 80 images, but leaked labels;/);
  expect(scoreLines(scores(12.3, 0))[0]).toMatch(/^attack failed: mean PSNR 12.3 dB/);
});
