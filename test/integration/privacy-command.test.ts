/** `fedleak privacy` as a user runs it: against published values, and against what runs record. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { runCli, smallScenario, temporaryDirectory } from "../support/cli.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** What a calculation prints as JSON. */
async function answer<T>(...args: readonly string[]): Promise<T> {
  const { code, stdout, stderr } = await runCli(["privacy", ...args, "--json"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return JSON.parse(stdout) as T;
}

interface Answer {
  readonly epsilon: Readonly<Record<string, number | "Infinity">>;
  readonly delta: number;
}

describe("epsilon", () => {
  test("has the fields that other programs rely on", async () => {
    const sampled = ["--sampler", "poisson", "--sampling-rate", "0.01", "--steps", "1000", "--delta", "1e-5"];
    const found = await answer<Answer>(
      ...["epsilon", "--mechanism", "gaussian", "--noise-multiplier", "1.1", ...sampled, "--accountant", "rdp,pld"],
    );
    expect(found).toMatchObject({
      ...{ delta: 1e-5, unit: "example", neighbours: "add-or-remove-one", sampler: "poisson", mechanism: "gaussian" },
      ...{ noiseMultiplier: 1.1, samplingRate: 0.01, steps: 1000 },
    });
    expect(Object.keys(found.epsilon)).toEqual(["rdp", "pld"]);
    expect(found.epsilon.rdp).toBeCloseTo(1.71, 2);
    expect(found.epsilon.pld).toBeCloseTo(1.52, 2);
  });

  test("of other mechanisms and samplers", async () => {
    const zcdp = ["--mechanism", "zcdp", "--rho", "0.81", "--delta", "1e-10", "--accountant", "zcdp"];
    expect((await answer<Answer>("epsilon", ...zcdp)).epsilon.zcdp).toBeCloseTo(8.9222, 4);
    const svt = ["--mechanism", "sparse-vector", "--answers", "10550", "--epsilon-per-answer", "1", "--delta", "0"];
    const total = await answer<Answer>("epsilon", ...svt, "--accountant", "basic-composition");
    expect(total.epsilon["basic-composition"]).toBeCloseTo(10_550, 6);
    const none = await answer<Answer>("epsilon", "--noise-multiplier", "0", "--delta", "1e-5");
    expect(none.epsilon).toEqual({ pld: "Infinity", rdp: "Infinity" });
  });

  test("in words stands with all that it depends on", async () => {
    const args = [
      "--noise-multiplier",
      "2",
      "--sampler",
      "fixed",
      "--examples",
      "1000",
      "--size",
      "10",
      "--delta",
      "1e-5",
    ];
    const { code, stdout } = await runCli(["privacy", "epsilon", ...args, "--steps", "10"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ε at δ = 1e-5\n {2}pld {2}– +cannot: .*replace-one\n {2}rdp {2}[\d.]+ {2}upper bound\n/);
    expect(stdout).toMatch(/\nunit +example\nneighbours +replace-one: .* at most 2C\nmechanism +10 × /);
    expect(stdout).toMatch(/\nsampling +fixed size: /);
    expect(stdout).toMatch(/that a given example was this one rather than that one by at most/);
  });

  test("of an event in a file", async () => {
    const file = join(temporaryDirectory(), "event.json");
    writeFileSync(
      file,
      JSON.stringify({ type: "composed", events: Array(4).fill({ type: "gaussian", noiseMultiplier: 2 }) }),
    );
    const composed = await answer<Answer>("epsilon", "--event", file, "--delta", "1e-5");
    const single = await answer<Answer>("epsilon", "--noise-multiplier", "1", "--delta", "1e-5");
    expect(composed.epsilon.rdp).toBeCloseTo(single.epsilon.rdp as number, 9);
  });
});

test("describe says what an accountant's word is worth", async () => {
  const { stdout } = await runCli(["describe", "accountant", "gdp-clt"]);
  expect(stdout).toContain("\nan approximation, which may be less than the truth\n");
});

describe("calibration", () => {
  test("finds golden values, and what it finds meets the target", async () => {
    const target = ["--epsilon", "1", "--delta", "1e-5"];
    const noise = await answer<Answer & { noiseMultiplier: number }>("noise", ...target, "--accountant", "gdp");
    // golden: sigma_gaussian_analytic
    expect(noise.noiseMultiplier).toBeCloseTo(3.730632, 5);
    expect(noise.epsilon.gdp).toBeLessThanOrEqual(1);
    const release = ["--noise-multiplier", "3", "--sampler", "poisson", "--sampling-rate", "0.1", "--delta", "1e-6"];
    const { steps } = await answer<{ steps: number }>("steps", ...release, "--epsilon", "2", "--accountant", "rdp");
    const around = ["--curve", "steps", "--from", String(steps), "--to", String(steps + 1), "--points", "2"];
    const { points } = await answer<{ points: Answer[] }>(...["epsilon", ...release, ...around, "--accountant", "rdp"]);
    const [last, next] = points.map(({ epsilon }) => epsilon.rdp);
    expect(last).toBeLessThanOrEqual(2);
    expect(next).toBeGreaterThan(2);
  });

  test("of a rate, and of delta, is the inverse of epsilon", async () => {
    const release = ["--noise-multiplier", "1", "--sampler", "poisson", "--steps", "100", "--accountant", "rdp"];
    const rate = await answer<Answer & { samplingRate: number }>(
      ...["rate", ...release, "--epsilon", "2", "--delta", "1e-6"],
    );
    const sampling = [...release, "--sampling-rate", String(rate.samplingRate)];
    const back = await answer<Answer>("epsilon", ...sampling, "--delta", "1e-6");
    expect(back.epsilon.rdp).toBeLessThanOrEqual(2);
    expect(back.epsilon.rdp).toBeGreaterThan(2 - 1e-5);
    const delta = await answer<{ delta: { rdp: number } }>("delta", ...sampling, "--epsilon", String(back.epsilon.rdp));
    expect(delta.delta.rdp / 1e-6).toBeCloseTo(1, 4);
  });
});

describe("--curve", () => {
  test("prints its points and draws them", async () => {
    const directory = temporaryDirectory();
    const release = ["--noise-multiplier", "1", "--sampler", "poisson", "--sampling-rate", "0.01", "--steps", "1000"];
    for (const [file, start] of [
      ["curve.svg", "<svg"],
      ["curve.png", "\u0089PNG"],
    ]) {
      const figure = join(directory, file);
      const curve = ["--curve", "steps", "--points", "3", "--figure", figure, "--accountant", "rdp,zcdp"];
      const found = await answer<{ points: { steps: number; epsilon: { rdp: number } }[]; accountants: object }>(
        ...["epsilon", ...release, "--delta", "1e-5", ...curve],
      );
      expect(found.points.map(({ steps }) => steps)).toEqual([10, 100, 1000]);
      const [low, middle, high] = found.points.map(({ epsilon }) => epsilon.rdp);
      expect(low < middle && middle < high).toBe(true);
      expect(found.accountants).toMatchObject({ rdp: { kind: "upper-bound" }, zcdp: { refuses: expect.any(String) } });
      expect(readFileSync(figure).toString("latin1").startsWith(start)).toBe(true);
    }
  });
});

describe("bad usage", () => {
  test.each([
    [["epsilon", "--mechanism", "gausian"], 'there is no mechanism "gausian"; did you mean gaussian?'],
    [["epsilon", "--noise-multiplyer", "1"], "(Did you mean --noise-multiplier?)"],
    [["epsilon", "--noise-multiplier", "1", "--delta", "1", "--accountant", "pdl"], "did you mean pld?"],
    [["noise", "--delta", "1e-5"], "--epsilon is missing"],
    [["epsilon", "--event", "none.json", "--delta", "0"], "no such file"],
    [["explain", "none.yaml"], "there is no such file"],
    [["verify", "."], "it is no run directory"],
  ])("%j", async (args, message) => {
    const { code, stdout, stderr } = await runCli(["privacy", ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/next step/);
  });

  test("is what no accountant can account for, with what each of them says", async () => {
    const fixed = ["--sampler", "fixed", "--examples", "10", "--size", "1", "--neighbours", "add-or-remove-one"];
    const { code, stderr } = await runCli([
      "privacy",
      "epsilon",
      "--noise-multiplier",
      "1",
      "--delta",
      "0.1",
      ...fixed,
    ]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/\n {2}pld: .*replace-one.*\n {2}rdp: .*replace-one/);
  });
});

/** What docs/privacy.md shows of commands: each with lines of its output, in order. */
const shown = [
  ...readFileSync(join(root, "docs/privacy.md"), "utf8").matchAll(/```\n\$ fedleak (.*)\n([\s\S]*?)```/g),
].map(([, command, lines]) => [command, lines.split("\n").filter((line) => line !== "")] as const);

// among them golden: eps_sgm_rdp_legacy_conversion 3.01, with 2.5966 improved and 2.3817 by PLD
test("docs/privacy.md shows what commands print", { timeout: 60_000 }, async () => {
  expect(shown.length).toBeGreaterThan(5);
  const figure = join(temporaryDirectory(), "curve.svg");
  const words = shown.map(([command]) => command.split(" ").map((word) => (word === "curve.svg" ? figure : word)));
  const all = await Promise.all(words.map((args) => runCli(args, root)));
  all.forEach(({ code, stdout, stderr }, i) => {
    const [command, lines] = shown[i];
    expect({ command, code, stderr }).toEqual({ command, code: 0, stderr: "" });
    const printed = stdout.split("\n");
    let after = 0;
    for (const line of lines) {
      const found = printed.indexOf(line, after);
      expect(found, `${line}\nin\n${stdout}`).toBeGreaterThanOrEqual(after);
      after = found + 1;
    }
  });
});

test("explain and verify: a run spends what its plan says, and says who is protected from whom", async () => {
  const directory = temporaryDirectory();
  const more = `privacy: { accountants: [rdp, gdp-clt] }
variants:
  no-defence: {}
  dp: { participants.defences: [{ kind: dp-sgd, clipNorm: 1, noiseMultiplier: 2 }] }
`;
  const scenario = smallScenario(directory, more);
  const run = join(directory, "run");
  const { code } = await runCli(["run", scenario, "launch.packed=3", "--out", run, "--quiet"]);
  expect(code).toBe(0);
  type Explained = { of: string; variants: Record<string, unknown> };
  const [planned, recorded, { stdout }, verified] = await Promise.all([
    answer<Explained>("explain", scenario),
    answer<Explained>("explain", run),
    runCli(["privacy", "explain", run]),
    runCli(["privacy", "verify", run]),
  ]);
  expect([planned.of, recorded.of]).toEqual(["plan", "run"]);
  expect(recorded.variants).toEqual(planned.variants);

  const [open, dp] = stdout.split("\n\n");
  expect(open).toMatch(/^variant no-defence\n {2}epsilon +∞: no bound is known\n[\s\S]*not from +server, network/);
  expect(dp).toMatch(/^variant dp\n {2}epsilon +[\d.]+ was spent at delta 1e-5, by rdp, an upper bound\n/);
  expect(dp).toMatch(/by gdp-clt, an approximation that may be less than the truth\n/);
  expect(dp).toMatch(/protects from server, network, participant and querier\n/);
  expect(dp).toMatch(/does not mean What many examples have in common is not protected/);

  expect(verified).toMatchObject({ code: 0, stderr: "" });
  expect(verified.stdout).toMatch(/dp, seed 3: 3 ledgers verified, 0 broken/);
  const ledger = join(run, "dp", "participants", "1", "ledger.jsonl");
  expect(existsSync(ledger)).toBe(true);
  writeFileSync(ledger, readFileSync(ledger, "utf8").replace('"round":2', '"round":3'));
  const broken = await runCli(["privacy", "verify", run]);
  expect(broken.code).toBe(1);
  expect(broken.stdout).toMatch(/2 ledgers verified, 1 broken\n {2}participant 1: line/);
});
