import { expect, test } from "vitest";
import { accountantNamed } from "./accountants/index.js";
import { AggregateLedger } from "./aggregate-ledger.js";
import type { DpEvent } from "./events.js";

const event: DpEvent = { type: "gaussian", noiseMultiplier: 4 };
const rdp = accountantNamed("rdp");
const spent = (count: number, neighbours: "add-or-remove-one" | "zero-out-one") =>
  rdp.epsilon([{ type: "repeated", count, event }], 1e-5, neighbours);

test("a release of everybody counts for everybody, whoever took part", () => {
  const ledger = new AggregateLedger();
  expect(ledger.epsilon(rdp, 1e-5)).toBe(0);
  for (const round of [1, 2, 3]) ledger.append({ round, event, neighbours: "add-or-remove-one" });
  expect(ledger.epsilon(rdp, 1e-5)).toBe(spent(3, "add-or-remove-one"));
  expect(ledger.toJSON()).toMatchObject({
    releases: [{ firstRound: 1, lastRound: 3, count: 3, event }],
    participants: [],
  });
});

test("a release of some counts for them, and the one with most turns has spent most", () => {
  const ledger = new AggregateLedger();
  const neighbours = "zero-out-one";
  for (const [i, participants] of [[0, 2], [2], [], [0, 1, 2]].entries()) {
    ledger.append({ round: i + 1, event, neighbours, participants });
  }
  expect(ledger.epsilon(rdp, 1e-5)).toBe(spent(3, neighbours));
  expect(ledger.toJSON().participants.map(({ releases: [{ count }] }) => count)).toEqual([2, 1, 3]);
});

test("both kinds in one run add up to no single epsilon", () => {
  const ledger = new AggregateLedger();
  ledger.append({ round: 1, event, neighbours: "zero-out-one" });
  ledger.append({ round: 2, event, neighbours: "zero-out-one", participants: [0] });
  expect(() => ledger.epsilon(rdp, 1e-5)).toThrow(RangeError);
});
