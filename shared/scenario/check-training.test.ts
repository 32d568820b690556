import { describe, expect, test } from "vitest";
import { linesOf } from "../../test/support/bad-scenarios/check.js";
import { goodScenario, smallCatalogue } from "../../test/support/bad-scenarios/small-catalogue.js";

/** The problems of the good scenario with a line more in `training`, its tenth. */
const problemsOf = (line: string, overrides: readonly string[] = []) =>
  linesOf(goodScenario.replace("rounds: 4\n", `rounds: 4\n  ${line}\n`), overrides, smallCatalogue);

describe("a value that is not allowed", () => {
  test.each([
    [
      "schedule: round_robin",
      '13  training.schedule is not one of the allowed values; found "round_robin"; did you mean round-robin? allowed: synchronous, round-robin, random-order, asynchronous',
    ],
    ["cohort: 3", "11  training.cohort is not a map; found 3; allowed: a map with the keys size, sampling"],
    [
      "cohort: { sampling: poisson }",
      "3  training.cohort.size is missing: participants a round, expected under poisson; allowed: an integer, 1 or more; add `size: ...` to training.cohort",
    ],
    ["cohort: { size: 0 }", "19  training.cohort.size is too small; found 0; allowed: an integer, 1 or more"],
    [
      "cohort: { size: 4 }",
      "19  a cohort of 4 is more than participants.count, 3; found 4; allowed: an integer from 1 to 3",
    ],
    [
      "cohort: { size: 2, sampling: poison }",
      '32  training.cohort.sampling is not one of the allowed values; found "poison"; did you mean poisson? allowed: fixed, poisson',
    ],
    [
      "cohort: { size: 2, smapling: fixed }",
      "22  unknown key smapling in training.cohort; did you mean sampling? allowed: size, sampling",
    ],
    [
      "update: weights",
      '11  training.update is not one of the allowed values; found "weights"; allowed: gradient, delta',
    ],
    ["localEpochs: 0", "16  training.localEpochs is too small; found 0; allowed: an integer from 1 to 10000"],
    ["localSteps: 1.5", "15  training.localSteps is not an integer; found 1.5; allowed: an integer from 1 to 1000000"],
    [
      "weighting: size",
      '14  training.weighting is not one of the allowed values; found "size"; allowed: uniform, examples',
    ],
    [
      "uploadFraction: 0",
      "19  training.uploadFraction is too small; found 0; allowed: a number greater than 0, up to 1",
    ],
    [
      "uploadFraction: 10%",
      '19  training.uploadFraction is not a number; found "10%"; allowed: a number greater than 0, up to 1',
    ],
    [
      "downloadFraction: 1.5",
      "21  training.downloadFraction is too large; found 1.5; allowed: a number greater than 0, up to 1",
    ],
    ["counterDecay: -1", "17  training.counterDecay is too small; found -1; allowed: a number greater than 0, up to 1"],
    [
      "select: biggest",
      '11  training.select is not one of the allowed values; found "biggest"; did you mean largest? allowed: largest, random-threshold',
    ],
    ["threshold: -1", "14  training.threshold is too small; found -1; allowed: a number, 0 or more"],
    ["valueBound: 0", "15  training.valueBound is too small; found 0; allowed: a number greater than 0"],
    [
      "valueBound: .inf",
      "15  training.valueBound is not a finite number; found .inf; allowed: a number greater than 0",
    ],
    ["initialWeights: 3", "19  training.initialWeights is not text; found 3; allowed: text, not empty"],
    ['initialWeights: ""', '19  training.initialWeights is too short; found ""; allowed: text, not empty'],
    ["replay: [a.jsonl]", "11  training.replay is not text; found a list; allowed: text, not empty"],
  ])("%s", (line, problem) => {
    expect(problemsOf(line)).toEqual([`s.yaml:10:${problem}`]);
  });
});

describe("keys that do not go together", () => {
  const onlySynchronous = "needs training.schedule: synchronous; remove it, or set training.schedule: synchronous";
  const onlyDelta =
    "needs training.update: delta; set training.update: delta, or remove it: a gradient is that of one lot";
  test.each([
    ["cohort: { size: 2 }", ["training.schedule=round-robin"], `training.cohort ${onlySynchronous}`],
    ["weighting: examples", ["training.schedule=asynchronous"], `training.weighting ${onlySynchronous}`],
    ["localEpochs: 2", [], `training.localEpochs ${onlyDelta}`],
    ["localSteps: 2", [], `training.localSteps ${onlyDelta}`],
    [
      "localSteps: 2",
      ["training.update=delta", "training.localEpochs=1"],
      "training has both localEpochs and localSteps; keep one of them",
    ],
    [
      "replay: events.jsonl",
      ["training.schedule=random-order"],
      "training.replay needs training.schedule: asynchronous; remove it, or set training.schedule: asynchronous; the other schedules repeat themselves by the seed",
    ],
    [
      "threshold: 0.1",
      ["training.uploadFraction=0.1"],
      "training.threshold needs training.select: random-threshold; set training.select: random-threshold, or remove the threshold",
    ],
    [
      "threshold: 0.1",
      ["training.select=random-threshold"],
      "training.threshold needs training.uploadFraction below 1; lower training.uploadFraction, or remove the threshold: at 1 everything is uploaded",
    ],
  ])("%s with %j", (line, overrides, problem) => {
    expect(problemsOf(line, overrides)).toEqual([`s.yaml:10:3  ${problem}`]);
  });

  test.each([
    ["cohort: { size: 2, sampling: poisson }", []],
    ["cohort: { size: 3 }", ["training.weighting=examples", "training.update=delta", "training.localEpochs=2"]],
    ["localSteps: 2", ["training.update=delta", "training.schedule=round-robin"]],
    ["replay: events.jsonl", ["training.schedule=asynchronous"]],
    ["threshold: 0.1", ["training.select=random-threshold", "training.uploadFraction=0.1"]],
    ["threshold: 0", ["training.select=random-threshold"]],
  ])("but %s goes with %j", (line, overrides) => {
    expect(problemsOf(line, overrides)).toEqual([]);
  });
});

describe("the least number of updates of a round", () => {
  const minUpdates = "command line: limits.minUpdates=3";

  test("is at most that of a cohort of fixed size", () => {
    expect(problemsOf("cohort: { size: 2 }", ["limits.minUpdates=3"])).toEqual([
      `${minUpdates}  limits.minUpdates is more than training.cohort.size, 2; found 3; allowed: an integer from 1 to 2`,
    ]);
    expect(problemsOf("cohort: { size: 3 }", ["limits.minUpdates=3"])).toEqual([]);
  });

  test("may be more than a drawn cohort has on average", () => {
    expect(problemsOf("cohort: { size: 2, sampling: poisson }", ["limits.minUpdates=3"])).toEqual([]);
  });

  test("is a problem once where there are not so many participants either", () => {
    expect(problemsOf("cohort: { size: 2 }", ["limits.minUpdates=4"])).toEqual([
      "command line: limits.minUpdates=4  limits.minUpdates is more than there are participants; found 4; allowed: an integer from 1 to 3",
    ]);
  });
});

describe("other new keys", () => {
  test.each([
    [
      "baselines=standalone",
      'baselines is not a list; found "standalone"; allowed: a list, each standalone, centralised',
    ],
    [
      "baselines=[standalone, centralized]",
      'baselines[1] is not one of the allowed values; found "centralized"; did you mean centralised? allowed: standalone, centralised',
    ],
    ["baselines=[standalone, standalone]", 'this baseline is listed twice; found "standalone"; keep one of them'],
    ["launch.packed=0", "launch.packed is too small; found 0; allowed: an integer from 1 to 100000"],
    ["launch.paked=2", "unknown key paked in launch; did you mean packed? allowed: packed"],
    [
      "limits.messageBytes=1000",
      "limits.messageBytes is too small; found 1000; allowed: an integer from 65536 to 1073741824",
    ],
    [
      "limits.messageBytes=4MB",
      'limits.messageBytes is not a number; found "4MB"; allowed: an integer from 65536 to 1073741824',
    ],
    ["participants.count=2", undefined],
  ])("%s", (argument, problem) => {
    const expected =
      problem === undefined
        ? "s.yaml:15:28  there is no participant 2: participants.count is 2, and they count from 0; found 2; allowed: an integer from 0 to 1"
        : `command line: ${argument}  ${problem}`;
    expect(linesOf(goodScenario, [argument], smallCatalogue)).toEqual([expected]);
  });
});

test("a variant with fewer participants is checked as a whole", () => {
  const text = goodScenario
    .replace("rounds: 4\n", "rounds: 4\n  cohort: { size: 3 }\n")
    .replace("no-defence: {}", "no-defence: { participants.count: 1 }")
    .replace("stddev: 0.5", "stddev: 0.5, participants: [0, 4]");
  expect(linesOf(text, [], smallCatalogue)).toEqual([
    "s.yaml:10:19  a cohort of 3 is more than participants.count, 1; found 3; allowed: an integer from 1 to 1",
    "s.yaml:16:28  there is no participant 2: participants.count is 1, and they count from 0; found 2; allowed: an integer from 0 to 0",
    "s.yaml:21:68  there is no participant 4: participants.count is 3, and they count from 0; found 4; allowed: an integer from 0 to 2",
  ]);
});
