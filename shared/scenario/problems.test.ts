import { expect, test } from "vitest";
import { goodScenario, smallCatalogue } from "../../test/support/bad-scenarios/small-catalogue.js";
import { formatDiagnosticLine, ScenarioError } from "./diagnostics.js";
import { readScenario, resolveScenario } from "./resolve.js";

function linesOf(text: string, overrides: readonly string[] = [], only?: readonly string[]): string[] {
  try {
    resolveScenario(readScenario(text, "s.yaml", overrides, only), smallCatalogue);
    return [];
  } catch (error) {
    if (error instanceof ScenarioError) return error.diagnostics.map(formatDiagnosticLine);
    throw error;
  }
}

const trainingKeys =
  "rounds, schedule, cohort, update, sampling, maxBatchSize, batchSize, localEpochs, localSteps, learningRate, weighting, uploadFraction, " +
  "downloadFraction, counterDecay, select, threshold, valueBound, initialWeights, replay, evaluateEvery";
const topKeys =
  "schema, name, question, seed, seeds, backend, task, participants, training, server, transport, attacks, audits, baselines, privacy, launch, limits, variants, expect";
const rounds = "allowed: an integer from 1 to 1000000";

test("the good scenario has no problem", () => {
  expect(linesOf(goodScenario)).toEqual([]);
});

test.each([
  ["rounds: 4", "rouns: 4", [`9:3  unknown key rouns in training; did you mean rounds? allowed: ${trainingKeys}`]],
  [
    "  rounds: 4\n",
    "",
    [
      `8:1  training.rounds is missing: rounds, in each of which every scheduled participant takes one turn; ${rounds}; add \`rounds: ...\` to training`,
    ],
  ],
  ["rounds: 4", "rounds: 0", [`9:11  training.rounds is too small; found 0; ${rounds}`]],
  ["rounds: 4", "rounds: 1.5", [`9:11  training.rounds is not an integer; found 1.5; ${rounds}`]],
  ["rounds: 4", "rounds: 1e999", [`9:11  training.rounds is not a finite number; found 1e999; ${rounds}`]],
  ["rounds: 4", "rounds: .nan", [`9:11  training.rounds is not a finite number; found .nan; ${rounds}`]],
  [
    "rounds: 4",
    "rounds: 99999999999999999999",
    [`9:11  training.rounds is too large; found 99999999999999999999; ${rounds}`],
  ],
  [
    "rounds: 4",
    'rounds: "4"',
    [`9:11  training.rounds is not a number; found "4"; ${rounds}; write 4, without quotes`],
  ],
  [
    "rounds: 4",
    "rounds: 1_000",
    [`9:11  training.rounds is not a number; found "1_000"; ${rounds}; write 1000, without quotes`],
  ],
  ["rounds: 4", "rounds: four", [`9:11  training.rounds is not a number; found "four"; ${rounds}`]],
  ["rounds: 4", "rounds:", [`9:10  training.rounds is empty; found nothing; ${rounds}`]],
  ["rounds: 4", "rounds: [4]", [`9:11  training.rounds is not a number; found a list; ${rounds}`]],
  ["schema: 1", "schema: 2", ["1:9  schema is not one of the allowed values; found 2; allowed: 1"]],
  ["schema: 1", "schema: 1\nrounds: 4", [`2:1  unknown key rounds; allowed: ${topKeys}; rounds belongs in training`]],
  [
    "name: small",
    "name: Small One",
    ['2:7  name has a form that is not allowed; found "Small One"; allowed: lower-case letters, digits and dashes'],
  ],
  [
    "rounds: 4",
    "rounds: 4\n  sampling: poison",
    [
      '10:13  training.sampling is not one of the allowed values; found "poison"; did you mean poisson? allowed: poisson, truncated-poisson, fixed, shuffle',
    ],
  ],
  [
    "hidden: [8]",
    "hiden: [8]",
    ["4:48  unknown key hiden in task.model; did you mean hidden? allowed: hidden, activation, kind, extraClasses"],
  ],
  [
    "hidden: [8]",
    "hidden: [8, 0]",
    ["4:60  task.model.hidden[1] is too small; found 0; allowed: an integer from 1 to 4096"],
  ],
  [
    "model: { kind: dense, hidden: [8] }",
    "model: { knd: dense }",
    ["4:35  unknown key knd in task.model; did you mean kind? allowed: kind, extraClasses"],
  ],
  [
    "kind: guess",
    "kind: ./gess.ts",
    [
      '14:11  an attack named by path is not loaded here; found "./gess.ts"; allowed: guess, insider, or a path such as ./my-attack.ts; fedleak list attack says what each one is',
    ],
  ],
  [
    "kind: noise",
    "kind: noise, module: x.mjs",
    ["20:24  unknown key module in participants.defences[0]; allowed: clipNorm, stddev, kind, participants"],
  ],
  [
    "participant: 2",
    "participant: 3",
    [
      "15:28  there is no participant 3: participants.count is 3, and they count from 0; found 3; allowed: an integer from 0 to 2",
    ],
  ],
  [
    "participant: 2",
    "participant: 1, participants: [0, 0]",
    [
      "15:15  attacks[0].target has both participant and participants; keep one of them",
      "15:49  this participant is listed twice; found 0; keep one of them",
    ],
  ],
  [
    "participant: 2",
    "participants: everyone",
    [
      '15:29  attacks[0].target.participants is none of what is allowed; found "everyone"; allowed: all or a list of at least 1, each an integer, 0 or more',
    ],
  ],
  [
    "rounds: [1]",
    "rounds: [1, 5]",
    ["15:43  there is no round 5: training.rounds is 4; found 5; allowed: an integer from 1 to 4"],
  ],
  [
    "rounds: [1]",
    "rounds: []",
    [
      "15:39  attacks[0].target.rounds is too short; found an empty list; allowed: a list of at least 1, each an integer, 1 or more",
    ],
  ],
  [
    "stddev: 0.5",
    "stddev: 0.5, participants: [3]",
    [
      "20:65  there is no participant 3: participants.count is 3, and they count from 0; found 3; allowed: an integer from 0 to 2",
    ],
  ],
  [
    "attacks:",
    "attacks:\n  - { id: curious, kind: guess, target: { rounds: [1] } }",
    ['14:9  another attack has this id; found "curious"; keep one of them'],
  ],
  [
    "variants:",
    "limits: { minUpdates: 4 }\nvariants:",
    ["16:23  limits.minUpdates is more than there are participants; found 4; allowed: an integer from 1 to 3"],
  ],
  [
    "variants:",
    "privacy: { accountants: [rdp, pdl] }\nvariants:",
    ['16:31  there is no such accountant; found "pdl"; did you mean pld? allowed: rdp, pld'],
  ],
  [
    "no-defence: {}",
    "No: {}",
    ["17:3  the name No is not allowed in variants; allowed: lower-case letters, digits and dashes"],
  ],
  [
    "no-defence: {}",
    "no-defence: { training.round: 3 }",
    [`17:17  unknown key round in training; did you mean rounds? allowed: ${trainingKeys}`],
  ],
  [
    "no-defence: {}",
    "no-defence: { seed: 3 }",
    ["17:17  a variant cannot change seed: variants share it; set it for the whole scenario"],
  ],
  [
    "no-defence: {}",
    "no-defence: { training..x: 3 }",
    ["17:17  training..x is no path into a scenario; for example training.rounds"],
  ],
  [
    "no-defence: {}",
    "no-defence: { seed.x: 3 }",
    ["17:17  a variant cannot change seed: variants share it; set it for the whole scenario"],
  ],
  [
    "no-defence: {}",
    "no-defence: { training.rounds.x: 3 }",
    ["17:17  training.rounds is a single value, without a key x; set training.rounds itself"],
  ],
  ["no-defence: {}", "no-defence: { attacks.id: 3 }", ["17:17  attacks is a list; pick an element: attacks[0].id"]],
  [
    "variant: noisy",
    "variant: nosy",
    ['22:16  there is no such variant; found "nosy"; did you mean noisy? allowed: no-defence, noisy'],
  ],
  [
    "psnrDb",
    "psnrDB",
    [
      '22:31  variant noisy will not measure this; found "attacks.curious.psnrDB"; did you mean attacks.curious.psnrDb? allowed: accuracy, loss, upBytes, downBytes, privacy.epsilon.rdp, attacks.curious.psnrDb, attacks.curious.mse',
    ],
  ],
  [", below: 12", "", ["22:5  expect[0] needs `above`, `below` or both"]],
  ["below: 12", "above: 12, below: 3", ["22:62  no value is above 12 and below 3; found 12; exchange the two"]],
])("%j written as %j", (from, to, lines) => {
  expect(goodScenario).toContain(from);
  expect(linesOf(goodScenario.replace(from, to))).toEqual(lines.map((line) => `s.yaml:${line}`));
});

test.each([
  ["training.rounds", [], "an override has the form key=value; for example training.rounds=5"],
  ["=3", [], '"" is no path into a scenario; for example participants.defences[0].clipNorm=2'],
  ["training.rounds=abc", [], `training.rounds is not a number; found "abc"; ${rounds}`],
  ["training.rounds=", [], `training.rounds is empty; found nothing; ${rounds}`],
  ["training.rouns=3", [], `unknown key rouns in training; did you mean rounds? allowed: ${trainingKeys}`],
  ["task.model.hidden=[1,", [], "this is not YAML: flow sequence must end with a ]"],
  [
    "participants.defences[3].clipNorm=2",
    [],
    "participants.defences has one element, counted from 0: there is no [3]; give the whole list: participants.defences=[...]",
  ],
  ["participants.count[0]=2", [], "participants.count is not a list; name a key instead of [0]"],
  [
    "participants.defences[0].clipNrm=2",
    [],
    "unknown key clipNrm in participants.defences[0]; did you mean clipNorm? allowed: clipNorm, stddev, kind, participants",
  ],
])("the argument %j", (argument, _, line) => {
  expect(linesOf(goodScenario, [argument])).toEqual([`command line: ${argument}  ${line}`]);
});

test("every problem is reported, in the order of the file, those of the command line last", () => {
  const text = goodScenario.replace("rounds: 4", "rounds: 0").replace("count: 3", "cuont: 3");
  expect(linesOf(text, ["x", "seed=-1"]).map((line) => line.split("  ")[0])).toEqual([
    "s.yaml:6:3",
    "s.yaml:9:11",
    "command line: x",
    "command line: seed=-1",
  ]);
});

test("a variant that is not there is refused", () => {
  expect(linesOf(goodScenario, [], ["noise"])).toEqual([
    "command line: --variant noise  no variant is named noise; did you mean noisy? allowed: no-defence, noisy",
  ]);
});

const insider = "    kind: insider\n    seat: participant\n    participant: 1";
const guess = "    kind: guess\n    target: { participant: 2, rounds: [1] }";

// what it measures is another matter
const attacked = goodScenario.replace("attacks.curious.psnrDb", "loss");

test("an attack by a participant says which one it is, and attacks no single updates", () => {
  const said = (attack: string): string[] => linesOf(attacked.replace(guess, attack));
  const [sat, needs, targets] = ["seat: server", "participant: 1", "target: { rounds: [1] }"];
  expect(said(insider)).toEqual([]);
  expect(said(insider.replace("seat: participant", sat))).toEqual([
    's.yaml:15:11  insider is an attack by a participant; found "server"; set seat: participant, and participant to who it is',
  ]);
  expect(said(insider.replace(`    ${needs}`, "")).join()).toContain("insider needs to know which participant it is");
  expect(said(`${insider}\n    ${targets}`).join()).toContain("insider takes part in every round");
  expect(said(insider.replace(needs, "participant: 3")).join()).toContain("there is no participant 3");
  expect(said(insider.replace("insider", "guess")).join()).toContain("which a participant does not see");
  expect(said(guess.replace("    target: { participant: 2, rounds: [1] }", "")).join()).toContain("needs a target");
  expect(said(`${guess}\n    participant: 1`).join()).toContain("only an attack by a participant says which one it is");
});

test("controls are variants of the scenario", () => {
  const controlled = (name: string): string[] =>
    linesOf(attacked.replace(guess, `${insider}\n    controls: [${name}]`), [], ["no-defence"]);
  expect(controlled("noisy")).toEqual([]);
  expect(controlled("nosy")).toEqual([
    's.yaml:17:16  there is no such variant to compare with; found "nosy"; did you mean noisy? allowed: no-defence, noisy',
  ]);
});

test("an attack whose targets have different defences is refused: the adversary is told one chain", () => {
  const text = goodScenario
    .replace("participant: 2", "participants: [0, 1]")
    .replace("stddev: 0.5", "stddev: 0.5, participants: [1]");
  expect(linesOf(text)).toEqual([
    "s.yaml:15:13  attacks[0].target has participants with different defences, and an adversary is told one; found a map; write one attack for each group of participants",
  ]);
  expect(linesOf(text.replace("[0, 1]", "[1]"))).toEqual([]);
});
