/** A malicious participant over the wire: what it draws, what its controls draw, and what a defence leaves of it. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { asRepresentatives } from "../../lab/runs/representatives-record.js";
import { readSummary, runCli, temporaryDirectory } from "../support/cli.js";

async function run(scenario: string, ...more: readonly string[]) {
  const out = join(temporaryDirectory(), "out");
  const file = join(import.meta.dirname, "../../scenarios", scenario);
  const { code, stdout } = await runCli(["run", file, ...more, "--out", out, "--quiet"]);
  return { code, stdout, out, summary: readSummary(out) };
}

const shareIn = ({ summary }: Awaited<ReturnType<typeof run>>, variant: string) =>
  summary.variants[variant].attacks["gan"].metrics["targetClassShare"];

describe("a participant that draws what others hold", () => {
  test("draws a digit that it never held; where nobody holds it, or it only watches, it does not", async () => {
    const found = await run("gan-quick.yaml", "training.rounds=20", "training.evaluateEvery=10");
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

  test("protecting examples does not stop it; protecting a few participants stops it and learning, too", async () => {
    const variants = ["record-level-epsilon-8", "twenty", "twenty-participant-level-epsilon-8"];
    const chosen = variants.flatMap((name) => ["--variant", name]);
    // what the scenario expects, it expects of its full length
    const short = ["training.rounds=20", "training.evaluateEvery=20", "expect=[]"];
    const found = await run("gan-vs-dp.yaml", ...chosen, ...short);
    expect(found.code).toBe(0);
    const shares = variants.map((name) => shareIn(found, name).value);
    const { variants: summaries } = found.summary;
    const epsilonOf = (name: string) => {
      const { epsilon } = summaries[name].privacy;
      return epsilon === "Infinity" ? Infinity : epsilon["rdp"];
    };

    expect(epsilonOf(variants[0])).toBeLessThanOrEqual(8.0001);
    expect(shares[0]).toBeGreaterThan(0.5);
    expect(summaries[variants[0]].accuracy).toBeGreaterThan(0.6);

    expect(shares[1]).toBeGreaterThan(0.3);
    expect(summaries[variants[1]].accuracy).toBeGreaterThan(0.75);
    expect(epsilonOf(variants[2])).toBeLessThanOrEqual(8.0001);
    expect(shares[2]).toBeLessThan(0.1);
    expect(summaries[variants[2]].accuracy).toBeLessThan(0.7);
  });
});
