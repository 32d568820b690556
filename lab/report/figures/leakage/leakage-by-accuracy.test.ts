import { expect, test } from "vitest";
import { namedConfig } from "../../../../test/support/swept-run.js";
import { variantSummary } from "../../../../test/support/variant-summary.js";
import type { RecordedRun } from "../../../runs/read-run.js";
import type { AttackSummary, MetricSummary, VariantSummary } from "../../../runs/summary.js";
import { leakageByAccuracyFigure } from "./leakage-by-accuracy.js";

interface Row {
  readonly accuracy: number;
  readonly leaked: number;
  readonly epsilon?: number;
  readonly chance?: number;
  readonly n?: number;
}

const metric = ({ leaked, chance = 0, n = 256 }: Row, half: number, ceilings?: MetricSummary["ceilings"]) => ({
  ...{ value: leaked, low: leaked - half, high: leaked + half, chance, n, seeds: 1, strategies: {} },
  controls: { "best-guess": chance },
  ...(ceilings && { ceilings }),
});

type Attack = (row: Row) => Pick<AttackSummary, "seat" | "metrics">;
const drawing: Attack = (row) => ({
  seat: "participant",
  metrics: { targetClassShare: metric(row, 0.02, { "real-images": 0.97 }) },
});
const reconstructing: Attack = (row) => ({ seat: "server", metrics: { psnrDb: metric(row, 2) } });

function runOf(rows: Readonly<Record<string, Row>>, attack: Attack, controls: readonly string[] = []): RecordedRun {
  const variants = Object.entries(rows).map(([name, row]): [string, VariantSummary] => {
    const curious: AttackSummary = { kind: "k", verdict: "partly", explanation: [], ...attack(row) };
    const epsilon = row.epsilon === undefined ? "Infinity" : { rdp: row.epsilon };
    return [name, variantSummary(epsilon, { accuracy: row.accuracy, attacks: { curious } })];
  });
  const named = Object.keys(rows).map((name) => {
    const { config } = namedConfig(name);
    return { name, config: { ...config, attacks: [{ ...config.attacks[0], controls: [...controls] }] } };
  });
  return {
    directory: "/",
    summary: { seeds: 1, variants: Object.fromEntries(variants) } as RecordedRun["summary"],
    resolved: { variants: named },
    environment: undefined,
    variants: {},
  };
}

const texts = (svg: string): string[] => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);

/** Of the path that fills a mark in `colour`, or draws its edge. */
const marked = (svg: string, of: "fill" | "stroke", colour: string): number =>
  [...svg.matchAll(new RegExp(`<path[^>]* ${of}="${colour}"[^>]*>`, "g"))].length;

const rows = {
  "no-defence": { accuracy: 0.876, leaked: 0.898 },
  private: { accuracy: 0.81, leaked: 0.895, epsilon: 8 },
  nobody: { accuracy: 0.87, leaked: 0.01 },
};

test("every variant is a point named with its epsilon where it has one, held against real images and a guesser", () => {
  const figure = leakageByAccuracyFigure(runOf(rows, drawing, ["nobody"]), "curious", false)!;
  expect(figure.name).toBe("leakage-by-accuracy");
  expect(figure.description).toBe(
    "no-defence accuracy 87.6 %, 89.8 % taken for the class, 95 % interval 87.8 % to 91.8 %, a guesser 0.0 %; " +
      "private (ε = 8.00) accuracy 81.0 %, 89.5 % taken for the class, 95 % interval 87.5 % to 91.5 %, a guesser 0.0 %; " +
      "nobody (a control) accuracy 87.0 %, 1.0 % taken for the class, 95 % interval −1.0 % to 3.0 %, a guesser 0.0 %. " +
      "Real images 97.0 %.",
  );
  expect(figure.caption).toContain(
    "Dashed: real images of the class, a ceiling and the best guess without the attack (best-guess).",
  );
  const wide = texts(figure.draw("wide"));
  expect(wide).toEqual(
    expect.arrayContaining(["no-defence", "private", "ε = 8.00", "nobody", "a control", "real images", "a guesser"]),
  );
  expect(wide).toEqual(expect.arrayContaining(["0 %", "100 %", "80 %", "90 %", "test accuracy"]));
  const narrow = texts(figure.draw("narrow"));
  expect(narrow).toEqual(expect.arrayContaining(["no-defence", "private, ε = 8.00", "nobody, a control", "real"]));
  expect(figure.draw("wide")).toBe(figure.draw("wide"));
});

test("a control's mark is hollow, and the caption says what that means", () => {
  const colour = "#00805f"; // of the third variant
  const held = leakageByAccuracyFigure(runOf(rows, drawing, ["nobody"]), "curious", false)!;
  const plain = leakageByAccuracyFigure(runOf(rows, drawing), "curious", false)!;
  expect(marked(held.draw("wide"), "fill", colour)).toBe(0);
  expect(marked(plain.draw("wide"), "fill", colour)).toBe(1);
  expect(held.caption).toContain("Hollow: controls");
  expect(plain.caption).not.toContain("Hollow");
});

test("reconstructions are drawn by their PSNR; guessers that differ stand each at its own variant", () => {
  const reconstructed = {
    plain: { accuracy: 0.9, leaked: 85, chance: 12 },
    private: { accuracy: 0.8, leaked: 14, epsilon: 1, chance: 18 },
  };
  const figure = leakageByAccuracyFigure(runOf(reconstructed, reconstructing), "curious", true)!;
  expect(figure.name).toBe("leakage-by-accuracy-curious");
  expect(figure.title).toBe("Leakage against accuracy, curious.");
  expect(figure.description).toContain("PSNR 85.0 dB, 95 % interval 83.0 dB to 87.0 dB, a guesser 12.0 dB");
  expect(figure.caption).toContain("Short dashed lines: the best guess without the observation (best-guess)");
  const dashes = (svg: string) => [...svg.matchAll(/stroke-dasharray="4,3"/g)].length;
  expect(texts(figure.draw("wide"))).toEqual(expect.arrayContaining(["leakage: PSNR, dB", "recovered", "100"]));
  expect(texts(figure.draw("wide"))).not.toContain("a guesser");
  expect(dashes(figure.draw("wide"))).toBe(2);

  const alike = { ...reconstructed, private: { ...reconstructed.private, chance: 12.5 } };
  const one = leakageByAccuracyFigure(runOf(alike, reconstructing), "curious", true)!;
  expect(texts(one.draw("wide"))).toContain("a guesser");
  expect(dashes(one.draw("wide"))).toBe(0);
});

test("what has no score is not drawn, and named", () => {
  const silent = { ...rows, nobody: { accuracy: 0.87, leaked: 0, n: 0 } };
  const figure = leakageByAccuracyFigure(runOf(silent, drawing), "curious", false)!;
  expect(figure.caption).toContain("Not drawn, for want of a score: nobody.");
  expect(texts(figure.draw("wide"))).not.toContain("nobody");
});

test("there is none of one variant, nor of an attack that nobody ran", () => {
  expect(leakageByAccuracyFigure(runOf({ plain: rows["no-defence"] }, drawing), "curious", false)).toBeUndefined();
  expect(leakageByAccuracyFigure(runOf(rows, drawing), "other", false)).toBeUndefined();
});

test("over several seeds it says so", () => {
  const run = runOf(rows, drawing);
  const seeded = { ...run, summary: { ...run.summary, seeds: 3 } };
  expect(leakageByAccuracyFigure(seeded, "curious", false)!.caption).toContain(
    "with the 95 % interval over 3 seeds; both are means over them",
  );
});
