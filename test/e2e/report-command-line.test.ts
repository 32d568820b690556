/** Reports and comparisons on the command line. @module */
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterAll, expect, test, vi } from "vitest";
import { registerCompare } from "../../lab/cli/compare.js";
import { registerReport } from "../../lab/cli/report.js";
import { writeDrawnRun } from "./report-drawings-fixture.js";
import { makeLearningRun, makeRun, makeSweptRun } from "./report-runs.js";

const root = mkdtempSync(join(tmpdir(), "fedleak-report-words-"));
afterAll(() => rmSync(root, { recursive: true }));

/** What the verb prints. */
async function commandLine(...words: string[]): Promise<string> {
  const program = new Command("fedleak").exitOverride();
  registerReport(program);
  registerCompare(program);
  let output = "";
  const write = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    output += String(text);
    return true;
  });
  try {
    await program.parseAsync(words, { from: "user" });
  } finally {
    write.mockRestore();
  }
  return output;
}

test("report makes it again and prints its path", async () => {
  const directory = makeRun(join(root, "again"));
  const path = (await commandLine("report", directory)).trim();
  expect(statSync(path).size).toBeGreaterThan(10_000);
});

test("compare puts runs and variants into one table and says where the runs differ", async () => {
  const runs = [makeRun(join(root, "short")), makeRun(join(root, "long"), { rounds: 60 })];
  const table = await commandLine("compare", ...runs);
  expect(table.match(/│ dp /g)).toHaveLength(2);
  expect(table).toMatch(/ε: δ = 1e-5, per example, add-or-remove-one, RDP/);
  expect(table).toMatch(/caution: short no-defence and long no-defence differ in rounds/);

  const { runs: found, cautions } = JSON.parse(await commandLine("compare", ...runs, "--json")) as {
    runs: { variants: Record<string, { accuracy: number }> }[];
    cautions: string[];
  };
  expect(found.map(({ variants }) => Object.keys(variants))).toEqual(Array(2).fill(["no-defence", "dp"]));
  expect(cautions.length).toBeGreaterThan(0);
});

test("compare says what a number that variants differ in did to leakage", async () => {
  const table = await commandLine("compare", makeSweptRun(join(root, "swept-compared")));
  expect(table).toMatch(/swept-compared: Leakage falls to its control at uploadFraction 0\.01\.\n/);
});

test("compare leaves out what no run has: without attacks it shows baselines and bytes", async () => {
  const table = await commandLine("compare", makeLearningRun(join(root, "compared")));
  const head = table
    .split("\n")[1]
    .split("│")
    .map((cell) => cell.trim());
  expect(head.filter((cell) => cell !== "")).toEqual([
    ...["run", "variant", "accuracy", "ε", "standalone", "centralised", "uploaded", "downloaded"],
  ]);
  expect(table).toMatch(/│ dp +│ 77\.4 % +│ ∞ │ 50\.0 % +│ 85\.0 % +│ 1\.00 MB +│/);
});

test("compare has columns for what participants drew, and none of reconstructions where there are none", async () => {
  const variants = { "no-defence": { likeness: () => 1 }, nobody: { likeness: () => 0, isHeld: false } };
  const drawn = await writeDrawnRun(join(root, "drawn"), { variants, controls: ["nobody"] });
  const table = await commandLine("compare", drawn);
  expect(table).toMatch(/│ attack │ taken for the class \/ guesser │ Fréchet \/ guesser +│ verdict │/);
  expect(table).toMatch(/│ no-defence │ 87\.0 % +│ ∞ │ gan +│ 100 % \/ 3 % +│ [\d.]+ \/ [\d.]+ +│ leaked +│/);
  expect(table).not.toContain("PSNR");
  expect(await commandLine("compare", drawn, makeRun(join(root, "both")))).toMatch(/PSNR \/ guesser .* Fréchet/);
});

test("what is no run is refused as bad usage, with a next step", async () => {
  const refused = { name: "UsageError", hint: expect.stringContaining("run") as string };
  await expect(commandLine("compare", root)).rejects.toMatchObject(refused);
  await expect(commandLine("report", join(root, "absent"))).rejects.toMatchObject(refused);
});
