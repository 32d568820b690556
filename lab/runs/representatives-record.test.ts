import { expect, test } from "vitest";
import { asRepresentatives } from "./representatives-record.js";

const record = {
  schema: 1,
  id: "curious",
  threat: { seat: "participant" },
  summary: { kind: "gan", verdict: "leaked", metrics: {}, explanation: [] },
  targetClass: 3,
  judge: { model: "dense", accuracy: 0.9, classAccuracy: null },
  rounds: [{ round: 2, samples: 0, values: {}, sheet: null, explanation: [] }],
  references: { victims: null, heldOutMean: null, ownImages: null },
  nearest: [],
};

test("gives back the document itself", () => {
  expect(asRepresentatives(record)).toBe(record);
});

test("says where a document is none", () => {
  const read = (changes: object) => () => asRepresentatives({ ...record, ...changes });
  expect(read({ schema: 2 })).toThrow(/not a record of representatives: schema: /);
  expect(read({ rounds: [{ ...record.rounds[0], sheet: 5 }] })).toThrow(/rounds\.0\.sheet/);
  expect(read({ judge: { model: "dense", accuracy: 0.9 } })).toThrow(/judge\.classAccuracy/);
  expect(() => asRepresentatives(null)).toThrow(/not a record/);
});
