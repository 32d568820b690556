import { expect, test } from "vitest";
import type { MetricSummary } from "../../runs/summary.js";
import { representativeLines, representativeVerdict } from "./verdict.js";

const metric = (value: number, chance: number, [low, high] = [value, value], n = 100): MetricSummary => ({
  ...{ value, chance, low, high, n, seeds: 1 },
  controls: { noise: chance - 1, "own-images": chance },
  ceilings: { "real-images": 0.98 },
  strategies: {},
});

const scores = (changes: Record<string, MetricSummary> = {}) => ({
  targetClassShare: metric(0.02, 0.03),
  frechetDistance: metric(90, 100),
  nearerToVictims: metric(0.52, 0.5, [0.42, 0.62]),
  ssimToVictims: metric(0.3, 0.3),
  distinctness: metric(0.7, 0),
  ...changes,
});

test("leaked: half of the samples are taken for the class, surely more than by any control", () => {
  expect(representativeVerdict(scores({ targetClassShare: metric(0.5, 0.3, [0.4, 0.6]) }))).toBe("leaked");
  expect(representativeVerdict(scores({ targetClassShare: metric(0.5, 0.41, [0.4, 0.6]) }))).toBe("failed");
  expect(representativeVerdict(scores({ targetClassShare: metric(0.49, 0.3, [0.4, 0.6]) }))).toBe("partly");
});

test("partly: surely nearer in features, in structure or to records", () => {
  const verdict = (changes: Record<string, MetricSummary>) => representativeVerdict(scores(changes));
  expect(verdict({ frechetDistance: metric(40, 100, [35, 49]) })).toBe("partly");
  expect(verdict({ frechetDistance: metric(40, 100, [35, 51]) })).toBe("failed");
  expect(verdict({ ssimToVictims: metric(0.5, 0.3, [0.41, 0.6]) })).toBe("partly");
  expect(verdict({ ssimToVictims: metric(0.5, 0.3, [0.39, 0.6]) })).toBe("failed");
  expect(verdict({ nearerToVictims: metric(0.6, 0.5, [0.51, 0.7]) })).toBe("partly");
});

test("failed: none of these, or nothing to score", () => {
  expect(representativeVerdict(scores())).toBe("failed");
  expect(representativeVerdict({})).toBe("failed");
  // as distinct as it may be
  expect(representativeVerdict(scores({ distinctness: metric(2, 0) }))).toBe("failed");
});

test("words say how much, what a guesser has and what the class itself scores", () => {
  const leaked = scores({ targetClassShare: metric(0.93, 0.01, [0.87, 0.97]), distinctness: metric(0.1, 0) });
  expect(representativeLines(leaked, "leaked")).toEqual([
    "of 100 samples 93.0 % are taken for the class by a classifier trained apart; the best guess without the attack (own-images) 1.0 %, real images of the class 98.0 %",
    "Fréchet distance to the victims' images 90.0; the best guess without the attack (own-images) 100, real images of the class 0.980",
    "the class, not its records: 52 % of the samples lie nearer to a victim's image than to one that nobody trained on (95 % interval 42 to 62 %); whoever knows the class and none of its images gets 50 %",
    "mode collapse: the samples differ from each other 10 % as much as real images of the class do",
  ]);
  const partly = scores({ nearerToVictims: metric(0.8, 0.5, [0.7, 0.9]) });
  expect(representativeLines(partly, "partly")[0]).toMatch(/^leaked records in part: of 100 samples 2.0 %/);
  expect(representativeLines(partly, "partly")[2]).toMatch(/^images of victims are remembered: 80 %/);
  expect(representativeLines(scores(), "failed")[0]).toMatch(/^attack failed: of 100 samples 2.0 %/);
  expect(representativeLines(scores(), "failed").join()).not.toMatch(/records/);
  expect(representativeLines({}, "failed")).toEqual(["attack failed: it made no claim"]);
});
