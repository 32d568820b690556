import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readOrder } from "./recorded-order.js";

const folder = mkdtempSync(join(tmpdir(), "fedleak-order-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** `<0.1` pulls the first turn of participant 0, `>0.1` pushes it. */
function record(steps: string): string {
  const lines = steps.split(" ").map((step, seq) => {
    const [participant, round] = step.slice(1).split(".").map(Number);
    return JSON.stringify({ seq, type: "order", action: step.startsWith("<") ? "pull" : "push", participant, round });
  });
  return ['{"seq":0,"type":"joined","participant":0}', ...lines, ""].join("\n");
}

function write(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

const complete = "<1.1 <0.1 >0.1 <0.2 >1.1 <1.2 >1.2 >0.2";

test("a record is read as it was", () => {
  const order = readOrder(write("good.jsonl", record(complete)), 2, 2);
  expect(
    order.map(({ action, participant, round }) => `${action === "pull" ? "<" : ">"}${participant}.${round}`),
  ).toEqual(complete.split(" "));
});

describe("says what it found instead", () => {
  test.each([
    ["no file", join(folder, "none.jsonl"), 2, 2, /none\.jsonl cannot be read: there is no such file/],
    ["a folder", folder, 2, 2, /cannot be read: it is a folder/],
    ["no JSON", write("text.jsonl", '{"type":"order"'), 2, 2, /text\.jsonl:1 is not JSON/],
    ["JSON of something else", write("other.jsonl", "null\n3\n[]\n"), 2, 2, /no order of turns: it is not of an async/],
    [
      "fewer rounds",
      write("fewer.jsonl", record(complete)),
      2,
      3,
      /has 2 turns of participant 0, training\.rounds is 3/,
    ],
    ["more rounds", write("more.jsonl", record(complete)), 2, 1, /has 2 turns of participant 0, training\.rounds is 1/],
    [
      "more participants",
      write("two.jsonl", record(complete)),
      1,
      4,
      /turns of participant 1, participants\.count is 1/,
    ],
    ["fewer participants", write("few.jsonl", record(complete)), 3, 2, /has 0 turns of participant 2/],
    [
      "a missed turn",
      write("missed.jsonl", record("<0.1 >0.1 <1.1 <1.2 >1.2 <0.2 >0.2")),
      2,
      2,
      /the pull of turn 2 of participant 1 where the push of turn 1 is due/,
    ],
    [
      "a lost pull",
      write("lost.jsonl", record("<0.1 >0.1 >1.1")),
      2,
      1,
      /push of turn 1 of .* where the pull of turn 1/,
    ],
  ])("%s", (_, file, participants, rounds, message) => {
    expect(() => readOrder(file, participants, rounds)).toThrow(message);
  });
});
