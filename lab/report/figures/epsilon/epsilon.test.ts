import { expect, test } from "vitest";
import type { StampedEvent } from "../../../../shared/process/run-events.js";
import { variantSummary } from "../../../../test/support/variant-summary.js";
import type { RecordedRun } from "../../../runs/read-run.js";
import { epsilonFigure } from "./epsilon.js";

type Spent = Readonly<Record<string, number>>;

/** Every variant spends its epsilon in two rounds, half of it in the first. */
function run(variants: Readonly<Record<string, Spent>>): RecordedRun {
  const halved = (spent: Spent) => Object.fromEntries(Object.entries(spent).map(([name, value]) => [name, value / 2]));
  const seeds = Object.entries(variants).map(([name, spent]) => {
    const events = [halved(spent), spent].map((epsilon, i): StampedEvent => {
      return { type: "privacy", round: i + 1, epsilon, seq: i, ms: 0 };
    });
    return [name, [{ events, attacks: {}, representatives: {} }]];
  });
  const summaries = Object.entries(variants).map(([name, spent]) => [name, variantSummary(spent)]);
  return {
    directory: "/",
    summary: { seeds: 1, variants: Object.fromEntries(summaries) } as RecordedRun["summary"],
    resolved: undefined,
    environment: undefined,
    variants: Object.fromEntries(seeds) as RecordedRun["variants"],
  };
}

test("curves of one accountant are named by their variants, and the caption says what their epsilon is", () => {
  const figure = epsilonFigure(run({ tight: { rdp: 2 }, loose: { rdp: 8 } }));
  expect(figure?.description).toBe("Epsilon spent by round: tight ends at 2.00; loose ends at 8.00.");
  expect(figure?.caption).toContain("δ = 1e-5, per example, add-or-remove-one, RDP. RDP: an upper bound.");
});

test("curves of several are named by them, and each has its kind", () => {
  const figure = epsilonFigure(run({ dp: { rdp: 2, "gdp-clt": 1.5 } }));
  expect(figure?.description).toBe("Epsilon spent by round: dp, RDP ends at 2.00; dp, GDP-CLT ends at 1.50.");
  expect(figure?.caption).toContain(
    "δ = 1e-5, per example, add-or-remove-one. RDP: an upper bound. GDP-CLT: an approximation that may be less",
  );
});
