import { expect, test } from "vitest";
import type { Accountant } from "../plugins/accountant.js";
import { accountantNamed } from "./accountants/index.js";
import type { DpEvent } from "./events.js";
import { spendingOf, spentAfter } from "./ledger-spending.js";
import type { SpendingRequest } from "./ledger-spending.js";
import { plannedReleases } from "./planned-release.js";
import type { PlannedRelease } from "./planned-release.js";

const neighbours = "add-or-remove-one";
const rdp = accountantNamed("rdp");
const turn: DpEvent = { type: "poisson-sampled", probability: 0.02, event: { type: "gaussian", noiseMultiplier: 0.9 } };
const alike = (turns: number): PlannedRelease => plannedReleases(() => ({ event: turn, neighbours }), turns);
const falling = (turns: number): PlannedRelease =>
  plannedReleases((round) => ({ event: { type: "gaussian", noiseMultiplier: 9 - round / 10 }, neighbours }), turns);

/** An accountant that counts how often it is asked. */
function counting(accountant: Accountant): { readonly accountant: Accountant; answers: number } {
  const counted = { answers: 0, accountant: { ...accountant } };
  counted.accountant.epsilon = (...asked) => (counted.answers++, accountant.epsilon(...asked));
  return counted;
}

const request = (more: Partial<SpendingRequest> = {}): SpendingRequest => ({
  ...{ accountant: rdp, delta: 1e-5, releases: alike, turns: 300, entries: 12, ...more },
});

test("what is spent after any turn is never below the accountant's answer, and exact in the table and at the end", () => {
  const spending = spendingOf(request());
  const exact = (turns: number): number => rdp.epsilon([alike(turns).event], 1e-5, neighbours);
  for (let turns = 1; turns <= 300; turns++) {
    const [most, truth] = [spentAfter(spending, turns), exact(turns)];
    expect(most).toBeGreaterThanOrEqual(truth);
    // even steps of epsilon: none is greater than a tenth of the whole
    expect(most - truth).toBeLessThan(0.1 * exact(300));
  }
  for (const { count, epsilon } of spending.table) expect(epsilon).toBe(exact(count));
  expect(spentAfter(spending, 300)).toBe(exact(300));
  expect(spentAfter(spending, 0)).toBe(0);
  // nothing was worked out for it
  expect(spentAfter(spending, 301)).toBe(Infinity);
});

test.each([1.5, 1.8, 2.2])("a budget of %d allows the turns that meet it, and not one more", (epsilon) => {
  const counted = counting(rdp);
  const { budget } = spendingOf(request({ budget: { epsilon, onSpent: "stop" }, accountant: counted.accountant }));
  const exact = (turns: number): number => rdp.epsilon([alike(turns).event], 1e-5, neighbours);
  const linear = Array.from({ length: 300 }, (_, i) => i + 1).filter((turns) => exact(turns) <= epsilon).length;
  expect(linear).toBeGreaterThan(0);
  expect(linear).toBeLessThan(300);
  expect(budget?.allows).toBe(linear);
  expect(counted.answers).toBeLessThan(12 + 11);
});

test("a budget may allow nothing, or everything", () => {
  const allows = (epsilon: number): unknown => spendingOf(request({ budget: { epsilon, onSpent: "stop" } })).budget;
  expect(allows(1e-6)).toMatchObject({ allows: 0 });
  expect(allows(1000)).toMatchObject({ allows: 300 });
});

test("without a mechanism the first turn spends everything, and nothing else is asked", () => {
  const counted = counting(rdp);
  const nothing = (turns: number): PlannedRelease =>
    plannedReleases(() => ({ event: { type: "non-private", why: "a test" }, neighbours }), turns);
  const spending = spendingOf(request({ releases: nothing, accountant: counted.accountant }));
  expect([spentAfter(spending, 0), spentAfter(spending, 1), spentAfter(spending, 7)]).toEqual([0, Infinity, Infinity]);
  expect(counted.answers).toBe(1);
  const budget = { epsilon: 8, onSpent: "stop" } as const;
  expect(spendingOf(request({ releases: nothing, budget })).budget?.allows).toBe(0);
});

test("turns are counted where all are alike, and else rounds", () => {
  expect(spendingOf(request()).counts).toBe("turns");
  expect(spendingOf(request({ turns: 1 })).counts).toBe("turns");
  expect(spendingOf(request({ releases: falling, turns: 20 })).counts).toBe("rounds");
});

test("numbers of an accountant that fall by a hair do not fall in the table", () => {
  let asked = 0;
  const jittery: Accountant = { ...rdp, epsilon: () => 1 - 1e-6 * asked++ };
  const { table } = spendingOf(request({ accountant: jittery }));
  table.forEach(({ epsilon }, i) => expect(epsilon).toBeGreaterThanOrEqual(table[i - 1]?.epsilon ?? 0));
});
