import { describe, expect, test } from "vitest";
import { namedConfig } from "../../../test/support/swept-run.js";
import { variantSummary } from "../../../test/support/variant-summary.js";
import type { AttackSummary, MetricSummary } from "../../runs/summary.js";
import type { NamedConfig } from "../recorded/configs.js";
import { variantLines } from "../verdict/verdict-lines.js";
import { drewWords, hadNothingToFind } from "./representatives-words.js";

const metric = (value: number, more: Partial<MetricSummary> = {}): MetricSummary => ({
  ...{ value, chance: 0.01, low: value, high: value, n: 256, seeds: 1, strategies: {} },
  controls: { noise: 0.01 },
  ceilings: { "real-images": 0.98 },
  ...more,
});

const gan = (verdict: AttackSummary["verdict"], metrics: AttackSummary["metrics"]): AttackSummary => ({
  ...{ kind: "gan", seat: "participant", verdict, metrics, explanation: [] },
});

const share = (value: number) => ({ targetClassShare: metric(value), nearerToVictims: metric(0.5) });

describe("an attack in a clause", () => {
  test.each([
    [
      "leaked",
      0.93,
      "drew class 3, which it never held: 93 % of its 256 images are taken for it (a guesser 1 %, real images 98 %)",
    ],
    [
      "partly",
      0.2,
      "drew traits of class 3, which it never held: 20 % of its 256 images are taken for it (a guesser 1 %, real images 98 %)",
    ],
    [
      "failed",
      0,
      "failed to draw class 3, which it never held: 0 % of its 256 images are taken for it (a guesser 1 %, real images 98 %)",
    ],
  ] as const)("that %s", (verdict, value, words) => {
    expect(drewWords(gan(verdict, share(value)), 3, false)).toBe(words);
  });

  test("without ceilings, and of a class that the scenario does not name", () => {
    const targetClassShare = metric(1, { ceilings: undefined });
    expect(drewWords(gan("leaked", { targetClassShare }), undefined, false)).toBe(
      "drew a class, which it never held: 100 % of its 256 images are taken for it (a guesser 1 %)",
    );
  });

  test("that never began, or never claimed anything", () => {
    const silent = { targetClassShare: metric(0, { n: 0 }), nearerToVictims: metric(0, { n: 0 }) };
    expect(drewWords(gan("failed", silent), 3, false)).toBe("drew nothing of class 3: the attack never began");
    expect(drewWords(gan("failed", {}), 3, true)).toMatch(/^drew nothing of class 3: the attack failed/);
    expect(drewWords({ ...gan("failed", {}), unjudged: true }, 3, false)).toBe(
      "drew images for class 3 that were not judged",
    );
  });

  test("where nobody held the class there was nothing to find; a control is compared with nothing", () => {
    const unheld = { targetClassShare: metric(0.6) };
    expect(hadNothingToFind(gan("failed", unheld))).toBe(true);
    expect(hadNothingToFind(gan("failed", share(0.6)))).toBe(false);
    const words = "had nothing to find: 60 % of its 256 images are taken for class 3";
    expect(drewWords(gan("failed", unheld), 3, false)).toBe(words);
    expect(drewWords(gan("failed", unheld), 3, true)).toBe(words);
    expect(drewWords(gan("failed", share(0.6)), 3, true)).toBe("drew 256 images, of which 60 % are taken for class 3");
  });
});

describe("in the verdict", () => {
  const configOf = (name: string, controls: readonly string[], targetClass: number): NamedConfig => {
    const { config } = namedConfig(name);
    const attack = { id: "gan", kind: "gan", seat: "participant" as const, participant: 1, targetClass };
    return { name, config: { ...config, attacks: [{ ...attack, controls: [...controls] }] } };
  };
  const variants = {
    "no-defence": variantSummary("Infinity", { accuracy: 0.82, attacks: { gan: gan("leaked", share(0.93)) } }),
    clip: variantSummary("Infinity", { accuracy: 0.8, attacks: { gan: gan("failed", share(0)) } }),
    nobody: variantSummary("Infinity", { accuracy: 0.81, attacks: { gan: gan("failed", share(0.02)) } }),
  };

  test("every variant has its class, and a control is called one", () => {
    const configs = [configOf("no-defence", ["nobody"], 3), configOf("clip", [], 4), configOf("nobody", ["nobody"], 3)];
    expect(variantLines({ variants }, configs)).toEqual([
      "Without defence a participant drew class 3, which it never held: 93 % of its 256 images are taken for it (a guesser 1 %, real images 98 %); accuracy 82 %.",
      "With clip (no privacy bound, ε = ∞) a participant failed to draw class 4, which it never held: 0 % of its 256 images are taken for it (a guesser 1 %, real images 98 %); accuracy 82 % → 80 %.",
      "With nobody, a control, a participant drew 256 images, of which 2 % are taken for class 3; accuracy 82 % → 81 %.",
    ]);
  });

  test("beside other attacks it is told by its name; without configurations nothing is a control", () => {
    const other = { ...variants.nobody, attacks: { gan: gan("leaked", share(0.9)), twin: gan("failed", {}) } };
    const [line] = variantLines({ variants: { nobody: other } });
    expect(line).toMatch(
      /^With nobody \(no privacy bound, ε = ∞\): a participant \(gan\) drew a class, .*; a participant \(twin\) drew nothing/,
    );
  });
});
