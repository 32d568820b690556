import { mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { CarriedState } from "./carried-state.js";

const ledger = (): string => join(mkdtempSync(join(tmpdir(), "fedleak-state-")), "0", "ledger.jsonl");

describe.each([
  ["in memory", () => undefined],
  ["beside a ledger", ledger],
])("carried %s", (_, place) => {
  test("a turn starts from what the one before it left, and again from the same", () => {
    const carried = new CarriedState(place());
    expect(carried.before(1)).toBeUndefined();
    carried.keep(1, { clipNorm: 2 });
    expect([carried.before(1), carried.before(2)]).toEqual([undefined, { clipNorm: 2 }]);
    // rounds may be missed
    carried.keep(4, { clipNorm: 3 });
    expect([carried.before(4), carried.before(5)]).toEqual([{ clipNorm: 2 }, { clipNorm: 3 }]);
    carried.keep(4, { clipNorm: 3 });
    expect([carried.before(4), carried.before(5)]).toEqual([{ clipNorm: 2 }, { clipNorm: 3 }]);
    expect(() => carried.before(3)).toThrow("round 3 came after round 4");
  });
});

test("another process goes on from where the one before it was, in the turn that it was in", () => {
  const file = ledger();
  const first = new CarriedState(file);
  first.keep(1, { clipNorm: 2 });
  first.keep(2, { clipNorm: 0.1 + 0.2 });
  const second = new CarriedState(file);
  expect([second.before(2), second.before(3)]).toEqual([{ clipNorm: 2 }, { clipNorm: 0.1 + 0.2 }]);
});

test("a defence without state writes nothing", () => {
  const file = ledger();
  new CarriedState(file).keep(1, undefined);
  expect(() => readdirSync(join(file, ".."))).toThrow("ENOENT");
});

test("what is written is whole or not there: a broken file is an error, not a start from nothing", () => {
  const file = ledger();
  new CarriedState(file).keep(1, { clipNorm: 2 });
  expect(readdirSync(join(file, ".."))).toEqual(["state.json"]);
  writeFileSync(join(file, "..", "state.json"), '{"round":1,"af');
  expect(() => new CarriedState(file)).toThrow(SyntaxError);
});
