import { expect, test } from "vitest";
import type { Accountant } from "../plugins/accountant.js";
import { accountantNamed } from "./accountants/index.js";
import type { DpEvent } from "./events.js";
import { PrivacyLedger } from "./ledger.js";
import type { LedgerJson } from "./ledger.js";

const gaussian = (noiseMultiplier: number): DpEvent => ({ type: "gaussian", noiseMultiplier });
const neighbours = "add-or-remove-one";
const rdp = accountantNamed("rdp");

test("equal consecutive releases become one repeated event, so that accounting costs one evaluation", () => {
  const ledger = new PrivacyLedger();
  for (let round = 1; round <= 150; round++) {
    ledger.append({
      participant: 0,
      round,
      event: { type: "poisson-sampled", probability: 0.01, event: gaussian(1) },
      neighbours,
    });
  }
  expect(ledger.events(0)).toEqual([
    { type: "repeated", count: 150, event: { type: "poisson-sampled", probability: 0.01, event: gaussian(1) } },
  ]);
});

test("different releases, and equal ones that are not consecutive, stay apart and in order", () => {
  const ledger = new PrivacyLedger();
  [1, 1, 2, 1].forEach((noise, i) =>
    ledger.append({ participant: 3, round: i + 1, event: gaussian(noise), neighbours }),
  );
  expect(ledger.events(3)).toEqual([{ type: "repeated", count: 2, event: gaussian(1) }, gaussian(2), gaussian(1)]);
});

test("epsilon is each participant's own, and the maximum is over those asked for", () => {
  const ledger = new PrivacyLedger();
  ledger.append({ participant: 2, round: 1, event: gaussian(4), neighbours });
  ledger.append({ participant: 0, round: 1, event: gaussian(2), neighbours });
  ledger.append({ participant: 1, round: 1, event: { type: "non-private", why: "test" }, neighbours });
  const own = rdp.epsilon([gaussian(4)], 1e-5, neighbours);
  const other = rdp.epsilon([gaussian(2)], 1e-5, neighbours);
  expect(ledger.participants()).toEqual([0, 1, 2]);
  expect(ledger.epsilon(2, rdp, 1e-5)).toBe(own);
  expect(ledger.maximumEpsilon(rdp, 1e-5)).toBe(Infinity);
  expect(ledger.maximumEpsilon(rdp, 1e-5, [0, 2])).toBe(other);
  expect(ledger.epsilon(9, rdp, 1e-5)).toBe(0);
  expect(new PrivacyLedger().maximumEpsilon(rdp, 1e-5)).toBe(0);
});

test("survives JSON, and goes on afterwards as if nothing had happened", () => {
  const ledger = new PrivacyLedger();
  for (let round = 1; round <= 3; round++) ledger.append({ participant: 0, round, event: gaussian(1), neighbours });
  const copy = PrivacyLedger.fromJson(JSON.parse(JSON.stringify(ledger)) as LedgerJson);
  for (const each of [ledger, copy]) each.append({ participant: 0, round: 4, event: gaussian(1), neighbours });
  expect(copy.toJSON()).toEqual(ledger.toJSON());
  expect(ledger.toJSON()).toEqual({
    schema: 1,
    participants: [
      { participant: 0, releases: [{ firstRound: 1, lastRound: 4, count: 4, event: gaussian(1), neighbours }] },
    ],
  });
});

test("the accountant is told the relation, and two relations are refused", () => {
  const asked: string[] = [];
  const spy: Accountant = { ...rdp, epsilon: (_events, _delta, relation) => (asked.push(relation), 1) };
  const ledger = new PrivacyLedger();
  ledger.append({ participant: 0, round: 1, event: gaussian(1), neighbours: "replace-one" });
  ledger.epsilon(0, spy, 1e-5);
  expect(asked).toEqual(["replace-one"]);
  ledger.append({ participant: 0, round: 2, event: gaussian(1), neighbours });
  expect(() => ledger.epsilon(0, spy, 1e-5)).toThrow(/replace-one and under add-or-remove-one/);
});
