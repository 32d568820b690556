/** DP-FedAvg in a scenario: its plan says what it promises; what it cannot promise is refused where it stands. */
import { expect, test } from "vitest";
import { planText } from "../../lab/cli/plan-text.js";
import { planRun } from "../../lab/launch/plan.js";
import { plannedEpsilon } from "../../lab/run/privacy.js";
import { loadScenario } from "../../lab/scenario.js";
import { accountantNamed } from "../../shared/privacy/accountants/index.js";
import { formatDiagnosticLine, ScenarioError } from "../../shared/scenario/diagnostics.js";
import { smallScenario, temporaryDirectory } from "../support/cli.js";

const federated = [
  "participants.count=20",
  "training.update=delta",
  "training.sampling=shuffle",
  "training.cohort={ size: 5, sampling: poisson }",
  "privacy.unit=participant",
];

const server = (params: string, sees = "updates") =>
  `server: { sees: ${sees}, aggregator: { kind: dp-fedavg, ${params} } }\n`;

async function linesOf(more: string, overrides: readonly string[] = []): Promise<readonly string[]> {
  const file = smallScenario(temporaryDirectory(), more);
  try {
    await loadScenario(file, [...federated, ...overrides]);
    return [];
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.diagnostics.map((problem) => formatDiagnosticLine(problem).replace(file, "s.yaml"));
  }
}

async function planOf(more: string, overrides: readonly string[] = []) {
  const { scenario, catalogue, folder } = await loadScenario(smallScenario(temporaryDirectory(), more), [
    ...federated,
    ...overrides,
  ]);
  return { scenario, plan: planRun(scenario.variants[0].config, catalogue, folder) };
}

test.each<[what: string, more: string, overrides: readonly string[], line: RegExp]>([
  [
    "a misspelt parameter",
    server("clipNrom: 1, noiseMultiplier: 1"),
    [],
    /^s\.yaml:8:\d+ {2}unknown key clipNrom in server\.aggregator; did you mean clipNorm\?/,
  ],
  [
    "a misspelt parameter of the adaptive clip",
    server("clipNorm: 1, noiseMultiplier: 1, adaptive: { quantil: 0.5 }"),
    [],
    /^s\.yaml:8:\d+ {2}unknown key quantil in server\.aggregator\.adaptive; did you mean quantile\?/,
  ],
  [
    "an aggregator that there is not",
    "server: { aggregator: dp-fedavq }\n",
    [],
    /^s\.yaml:8:23 {2}.*there is no such aggregator; found "dp-fedavq"; did you mean dp-fedavg\?/,
  ],
  [
    "both ways to say how much noise",
    server("clipNorm: 1, noiseMultiplier: 1, targetEpsilon: 2"),
    [],
    /^s\.yaml:8:105 {2}.*noiseMultiplier and targetEpsilon, got both/,
  ],
  [
    "another unit of privacy",
    server("clipNorm: 1, noiseMultiplier: 1"),
    ["privacy.unit=example"],
    /^s\.yaml:8:38 {2}dp-fedavg protects whole participants, and privacy\.unit is example; set privacy\.unit/,
  ],
  [
    "shares of noise on updates that the server sees",
    server("clipNorm: 1, noiseMultiplier: 1, noise: distributed"),
    [],
    /^s\.yaml:8:\d+ {2}.*the server sees every update; found "distributed"; set server\.sees: sum/,
  ],
  [
    "an accountant that knows no sampling, for noise that is given",
    server("clipNorm: 1, noiseMultiplier: 1"),
    ["privacy.accountants=[rdp, gdp]"],
    /privacy\.accountants=.* the accountant gdp cannot account for what dp-fedavg releases: .*; choose another accountant/,
  ],
  [
    "a budget of participants who promise nothing themselves",
    server("clipNorm: 1, noiseMultiplier: 1"),
    ["privacy.budget={ epsilon: 8 }"],
    /privacy\.budget=.* a budget is for what participants promise themselves.*give dp-fedavg a targetEpsilon/,
  ],
  [
    "and for a target",
    server("clipNorm: 1, targetEpsilon: 8"),
    ["privacy.accountants=[gdp]"],
    /^s\.yaml:8:85 {2}the accountant gdp cannot calibrate noise .*; name another accountant first in privacy\.accountants/,
  ],
])("refuses %s", async (_, more, overrides, line) => {
  expect(await linesOf(more, overrides)).toEqual([expect.stringMatching(line)]);
});

test("a target is met by the whole run, neither missed nor outbid, and the plan says for whom", async () => {
  const { scenario, plan } = await planOf(server("clipNorm: 1, targetEpsilon: 3"));
  const { rdp } = plannedEpsilon(plan, plan.config.training.rounds);
  expect(rdp).toBeLessThanOrEqual(3);
  expect(rdp).toBeGreaterThan(2.999);
  expect(plannedEpsilon(plan, 3).rdp).toBeLessThan(rdp);
  const backend = { name: "wasm", version: "1", why: "a test" } as const;
  const [{ name }] = scenario.variants;
  const text = planText({ question: "?", variants: [{ name, plans: [plan] }], backend, directory: "d" });
  expect(text).toMatch(/aggregator {2}dp-fedavg \{ clipNorm 1, .*noiseMultiplier/);
  expect(text).toMatch(
    /ε = 3\.000 \(rdp\) .*add-or-remove-one; each round Gaussian, .*; against participant and querier/,
  );
});

test("with distributed noise the participant that is drawn most often pays most, and no sampling helps it", async () => {
  const params = "clipNorm: 1, noiseMultiplier: 2, noise: distributed";
  const { plan } = await planOf(`${server(params, "sum")}limits: { minUpdates: 3 }\n`);
  const { rounds } = plan.config.training;
  const most = Math.max(...plan.turnCounts.until(rounds));
  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThan(rounds);
  const gaussians = Array.from({ length: most }, () => ({ type: "gaussian", noiseMultiplier: 2 }) as const);
  const expected = accountantNamed("rdp").epsilon(gaussians, 1e-5, "zero-out-one");
  expect(plannedEpsilon(plan, rounds).rdp).toBeCloseTo(expected, 9);
});

test("an adversary at the server is told what participants do for it", async () => {
  const attack = "attacks: [{ id: a, kind: gradient-matching, target: { rounds: [1] } }]\n";
  const one = ["training.localSteps=1", "training.cohort={ size: 5, sampling: fixed }", "privacy.accountants=[rdp]"];
  const params = "clipNorm: 2, noiseMultiplier: 3, noise: distributed";
  const { plan } = await planOf(`${server(params, "sum")}${attack}`, one);
  // a fifth of the participants' noise is the adversary's own, if it is one of them
  const noiseStddev = expect.closeTo((3 * 2) / Math.sqrt(4), 9) as number;
  expect(plan.attacks[0].facts.defences).toEqual([
    { kind: "clip", params: { clipNorm: 2, norm: "l2" } },
    { kind: "gaussian-noise", params: { noiseStddev } },
  ]);
});
