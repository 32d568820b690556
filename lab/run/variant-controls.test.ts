import { expect, test } from "vitest";
import { variantSummary } from "../../test/support/variant-summary.js";
import type { AttackSummary, MetricSummary } from "../runs/summary.js";
import { representativeLines } from "../score/representatives/verdict.js";
import { scoreLines } from "../score/verdict.js";
import { withVariantControls } from "./variant-controls.js";

const metric = (value: number, chance: number): MetricSummary => ({
  ...{ value, chance, low: value - 0.05, high: value + 0.05, n: 50, seeds: 1 },
  controls: { noise: chance },
  strategies: {},
});

function gan(share: number, distance: number, verdict: AttackSummary["verdict"]): AttackSummary {
  const metrics = { targetClassShare: metric(share, 0.01), frechetDistance: metric(distance, 100) };
  const explanation = [...representativeLines(metrics, verdict), "since round 4"];
  return { kind: "gan", seat: "participant", metrics, verdict, explanation };
}

const variant = (attacks: Record<string, AttackSummary>) => variantSummary("Infinity", { attacks });

const only =
  (id: string, name: string, ...controls: string[]) =>
  (attack: string, of: string) =>
    attack === id && of === name ? controls : [];

test("what the attack scores without victims is a control, and chance where it is the best", () => {
  const variants = {
    "no-defence": variant({ curious: gan(0.9, 20, "leaked") }),
    "no-victim": variant({ curious: gan(0.3, 60, "failed") }),
  };
  const changed = withVariantControls(variants, only("curious", "no-defence", "no-victim", "not-run"));
  const { metrics, verdict, explanation } = changed["no-defence"].attacks["curious"];
  expect(metrics.targetClassShare.controls).toEqual({ noise: 0.01, "no-victim": 0.3 });
  expect(metrics.targetClassShare.chance).toBe(0.3);
  // here less is more
  expect(metrics.frechetDistance.chance).toBe(60);
  expect(verdict).toBe("leaked");
  expect(explanation[0]).toMatch(/the best guess without the attack \(no-victim\) 30.0 %/);
  expect(explanation.at(-1)).toBe("since round 4");
  expect(explanation.filter((line) => line === "since round 4").length).toBe(1);
  expect(changed["no-victim"]).toEqual(variants["no-victim"]);
  expect(variants["no-defence"].attacks["curious"].metrics["targetClassShare"].chance).toBe(0.01);
});

test("a control that does as well leaves nothing of the verdict", () => {
  const variants = {
    a: variant({ curious: gan(0.9, 20, "leaked") }),
    b: variant({ curious: gan(0.88, 21, "failed") }),
  };
  const attack = withVariantControls(variants, only("curious", "a", "b"))["a"].attacks["curious"];
  expect(attack.verdict).toBe("failed");
  expect(attack.explanation[0]).toMatch(/^attack failed: of 50 samples 90.0 %/);
});

test("a verdict never gets worse for the victims, and nobody is their own control", () => {
  const variants = {
    a: variant({ curious: gan(0.9, 20, "failed") }),
    b: variant({ curious: gan(0, 200, "failed") }),
    noise: variant({ curious: gan(0.2, 20, "failed") }),
    other: variant({}),
  };
  const attackOf = (...controls: string[]) =>
    withVariantControls(variants, only("curious", "a", ...controls))["a"].attacks["curious"];
  expect(attackOf("b").verdict).toBe("failed");
  expect(attackOf("b").metrics.targetClassShare.chance).toBe(0.01);
  expect(attackOf("a", "other")).toBe(variants.a.attacks["curious"]);
  expect(attackOf("noise").metrics.targetClassShare.controls).toEqual({ noise: 0.01, "variant noise": 0.2 });
});

test("attacks that reconstruct are compared by their own metrics", () => {
  const reconstruction = (psnr: number): AttackSummary => {
    const metrics = { psnrDb: metric(psnr, 12), recovered: metric(0, 0) };
    const explanation = [...scoreLines(metrics), "rank 1"];
    return { kind: "exact", seat: "server", metrics, verdict: "leaked", explanation };
  };
  const variants = { a: variant({ server: reconstruction(25) }), b: variant({ server: reconstruction(20) }) };
  const { verdict, explanation, metrics } = withVariantControls(variants, only("server", "a", "b"))["a"].attacks[
    "server"
  ];
  expect(metrics.psnrDb.chance).toBe(20);
  expect(verdict).toBe("partly");
  expect(explanation).toEqual([...scoreLines(metrics), "rank 1"]);
});
