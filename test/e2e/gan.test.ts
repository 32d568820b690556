/** A malicious participant over the wire: what it draws, what its controls draw, and what a defence leaves of it. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { asRepresentatives } from "../../lab/runs/representatives-record.js";
import { readSummary, runCli, temporaryDirectory } from "../support/cli.js";

const scenario = join(import.meta.dirname, "../../scenarios/gan-quick.yaml");

async function run(...overrides: readonly string[]) {
  const out = join(temporaryDirectory(), "out");
  const { code, stdout } = await runCli(["run", scenario, ...overrides, "--out", out, "--quiet"]);
  return { code, stdout, out, summary: readSummary(out) };
}

const shareIn = ({ summary }: Awaited<ReturnType<typeof run>>, variant: string) =>
  summary.variants[variant].attacks["gan"].metrics["targetClassShare"];

describe("a participant that draws what others hold", () => {
  test("draws a digit that it never held; where nobody holds it, or it only watches, it does not", async () => {
    const found = await run("training.rounds=20", "training.evaluateEvery=10");
    expect(found.code).toBe(0);
    const share = shareIn(found, "no-defence");
    expect(share.value).toBeGreaterThan(0.5);
    expect(share.low).toBeGreaterThan(share.chance);
    expect(Object.keys(share.controls)).toEqual(expect.arrayContaining(["no-injection", "nobody-holds-it", "noise"]));
    expect(share.ceilings?.["real-images"]).toBeGreaterThan(0.9);
    expect(shareIn(found, "no-injection").value).toBeLessThan(0.2);
    expect(shareIn(found, "nobody-holds-it").value).toBeLessThan(0.05);
    const verdicts = Object.entries(found.summary.variants).map(([name, { attacks }]) => [
      name,
      attacks["gan"].verdict,
    ]);
    expect(verdicts).toEqual([
      ["no-defence", "leaked"],
      ["no-injection", expect.any(String)],
      ["nobody-holds-it", "failed"],
    ]);
    // it learns with the others, who do not notice
    expect(found.summary.variants["no-defence"].accuracy).toBeGreaterThan(0.7);
    expect(found.summary.variants["no-defence"].incidents).toBe(0);

    const place = join(found.out, "no-defence", "attacks", "gan");
    const record = asRepresentatives(JSON.parse(readFileSync(join(place, "representatives.json"), "utf8")));
    expect(record.rounds.map(({ round }) => round)).toEqual([10, 20]);
    for (const { sheet } of record.rounds) expect(existsSync(join(place, sheet ?? "none"))).toBe(true);
    expect(readFileSync(join(found.out, "report.html"), "utf8")).toContain(
      "Without defence a participant drew class 3",
    );
  });
});
