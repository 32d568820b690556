import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { Summary } from "../../lab/runs/summary.js";
import {
  readEvents,
  readSummary,
  runCli,
  sharedDirectory,
  smallScenario,
  temporaryDirectory,
  type Finished,
} from "../support/cli.js";

/** The quickstart at a size for tests: same model, attack, defence and questions. */
const comparison = `
attacks:
  - { id: curious, kind: gradient-inversion, target: { participants: all, rounds: [1] } }
privacy: { unit: example, delta: 1.0e-5, accountants: [rdp, rdp-classic] }
variants:
  no-defence: {}
  dp: { participants.defences: [{ kind: dp-sgd, clipNorm: 1, targetEpsilon: 8 }] }
`;

const together = "launch.packed=3";
const size = ["task.model.hidden=[64]", "training.batchSize=8", "participants.partition.examplesEach=2000"];

describe("a comparison, from the scenario to the summary", () => {
  const directory = sharedDirectory();
  const out = join(directory, "out");
  let finished: Finished;

  beforeAll(async () => {
    finished = await runCli(["run", smallScenario(directory, comparison), ...size, together, "--out", out]);
  });

  test("undefended everything leaks and the control does not; DP-SGD leaves what a guesser has", () => {
    const { code, stdout, stderr } = finished;
    expect(code).toBe(0);
    const { status, variants, cautions } = readSummary(out);
    const [plain, dp] = [variants["no-defence"], variants["dp"]];
    expect(status).toBe("completed");

    const open = plain.attacks["curious"];
    expect(open.verdict).toBe("leaked");
    expect(open.metrics["recovered"].value).toBe(1);
    expect(open.metrics["labelRecovery"].value).toBe(1);
    expect(open.metrics["psnrDb"].value).toBeGreaterThan(60);
    expect(open.metrics["psnrDb"].chance).toBeLessThan(15);
    expect(open.metrics["recovered"].chance).toBe(0);

    const closed = dp.attacks["curious"];
    expect(closed.metrics["recovered"].value).toBe(0);
    expect(closed.metrics["psnrDb"].value).toBeLessThan(closed.metrics["psnrDb"].chance + 1);
    expect(Object.keys(closed.metrics["psnrDb"].strategies).sort()).toEqual(["denoised", "matched", "prior", "raw"]);
    expect(closed.explanation.join("\n")).toMatch(/no direction of the first layer's gradient stands out of the noise/);
    expect(closed.metrics["psnrDb"].n).toBe(open.metrics["psnrDb"].n);

    expect(plain.privacy).toMatchObject({ epsilon: "Infinity", protectsAgainst: [], unit: "example" });
    const { epsilon, noiseMultiplier, delta } = dp.privacy;
    expect(epsilon).toMatchObject({ rdp: expect.closeTo(8, 6) });
    expect((epsilon as Record<string, number>)["rdp-classic"]).toBeGreaterThan(8);
    expect(noiseMultiplier).toBeGreaterThan(0);
    expect(delta).toBe(1e-5);
    expect(cautions).toEqual([expect.stringContaining("one seed only")]);

    // narration to stderr, result to stdout
    expect(stderr).toContain("model         mlp, P = 50,890 parameters");
    expect(stderr).toContain("curious: gradient-inversion at the server's seat, honest-but-curious, 3 updates");
    expect(stderr.match(/^\[dp\] round \d\/6 /gm)).toHaveLength(6);
    expect(stderr).toContain(`Report: `);
    expect(stdout).toMatch(/^Without defence the server recovered (\d+) of \1 images/);
    expect(stdout).toMatch(/\nWith dp at ε = 8\.00 \(δ = 1e-5, per example, add-or-remove-one, RDP\)/);
  });

  test("the run directory holds what it promises", () => {
    expect(readdirSync(out).sort()).toEqual(
      [
        "dp",
        "environment.json",
        "figures",
        "log.jsonl",
        "no-defence",
        "overrides.txt",
        "report.html",
        "resolved.json",
        "scenario.yaml",
        "summary.json",
      ].sort(),
    );
    expect(readFileSync(join(out, "overrides.txt"), "utf8")).toBe([...size, together, ""].join("\n"));
    const inVariant = [
      "attacked-lots.jsonl",
      "attacks",
      "checkpoint",
      "events.jsonl",
      "metrics.csv",
      "participants",
      "privacy-ledger.json",
    ];
    expect(readdirSync(join(out, "dp")).sort()).toEqual(inVariant);
    const attack = join(out, "dp", "attacks", "curious");
    for (const file of [
      "claim.json",
      "truth.npy",
      "scores.json",
      "progress.jsonl",
      "pairs.png",
      "tiles",
      "observations",
    ]) {
      expect(existsSync(join(attack, file)), file).toBe(true);
    }
    const ledger = JSON.parse(readFileSync(join(out, "dp", "privacy-ledger.json"), "utf8")) as {
      participants: { releases: { count: number; event: { type: string } }[] }[];
    };
    expect(ledger.participants).toHaveLength(3);
    expect(ledger.participants[0].releases).toMatchObject([{ count: 6, event: { type: "poisson-sampled" } }]);
    const spent = readEvents(out, "dp").filter((event) => event.type === "privacy");
    expect(spent.at(-1)).toMatchObject({ round: 6 });
  });
});

describe("the verb", () => {
  test("--json prints the summary and the directory, nothing else", async () => {
    const directory = temporaryDirectory();
    const out = join(directory, "out");
    const args = ["run", smallScenario(directory), together, "--out", out, "--json", "--quiet"];
    const { code, stdout, stderr } = await runCli(args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const printed = JSON.parse(stdout) as Summary & { directory: string };
    expect(printed).toEqual({ ...readSummary(out), directory: out });
  });

  test("--dry-run prints the plan and starts nothing", async () => {
    const directory = temporaryDirectory();
    const out = join(directory, "out");
    const args = ["run", smallScenario(directory, comparison), ...size, "--out", out, "--dry-run", "--json"];
    const { code, stdout, stderr } = await runCli(args);
    expect(code).toBe(0);
    expect(existsSync(out)).toBe(false);
    expect(stderr).toMatch(
      /ε = 8\.000 \(rdp\), ε = \d+\.\d+ \(rdp-classic\) at δ = 0.00001, unit example, add-or-remove-one/,
    );
    expect((JSON.parse(stdout) as { variants: unknown[] }).variants).toHaveLength(2);
  });

  test("an expectation that is not met gives exit code 3 and says which", async () => {
    const directory = temporaryDirectory();
    const scenario = smallScenario(directory, "expect: [{ variant: run, metric: accuracy, above: 0.999 }]\n");
    const { code, stdout } = await runCli(["run", scenario, together, "--out", join(directory, "out"), "--quiet"]);
    expect(code).toBe(3);
    expect(stdout).toContain("Not as expected: accuracy of run should be above 0.999");
  });

  test("a directory that is not empty is left alone, exit code 2", async () => {
    const directory = temporaryDirectory();
    const scenario = smallScenario(directory);
    const { code, stderr } = await runCli(["run", scenario, "--out", directory, "--quiet"]);
    expect(code).toBe(2);
    expect(stderr).toContain("is not empty; a run never overwrites");
    writeFileSync(join(directory, "file"), "");
    expect((await runCli(["run", scenario, "--out", join(directory, "file"), "--quiet"])).code).toBe(2);
  });

  test("--seeds repeats everything and gives intervals over seeds", async () => {
    const directory = temporaryDirectory();
    const out = join(directory, "out");
    const more = ["--variant", "no-defence", "--seeds", "2", "training.rounds=1", together];
    await runCli(["run", smallScenario(directory, comparison), ...size, ...more, "--out", out, "--quiet"]);
    const { seeds, variants, cautions, command } = readSummary(out);
    expect(seeds).toBe(2);
    expect(variants["no-defence"].attacks["curious"].metrics["psnrDb"].seeds).toBe(2);
    expect(cautions).toEqual([]);
    expect(command).toContain("--variant no-defence --seeds 2");
    expect(readdirSync(join(out, "no-defence")).sort()).toEqual(["seed-3", "seed-4"]);
  });
});
