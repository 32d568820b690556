import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readRun, UnreadableRun } from "./read-run.js";

const root = mkdtempSync(join(tmpdir(), "fedleak-read-run-"));
afterAll(() => rmSync(root, { recursive: true }));

let runs = 0;

/** A directory with these files. */
function directory(files: Readonly<Record<string, string>>): string {
  const path = join(root, String(runs++));
  mkdirSync(path);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  return path;
}

const summary = {
  schema: 1,
  scenario: "s",
  question: "q",
  status: "interrupted",
  variants: {},
  expectations: [],
  cautions: [],
  command: "fedleak run s.yaml",
};
const event = (round: number) =>
  JSON.stringify({ seq: round, ms: 0, type: "evaluation", round, accuracy: 0.5, loss: 1 });

test("a run that broke off keeps what it recorded, but for the line it died in", async () => {
  const path = directory({
    "summary.json": JSON.stringify(summary),
    "dp/events.jsonl": `${event(1)}\n${event(2)}\n{"seq":3,"ty`,
    "figures/accuracy.svg": "<svg/>",
  });
  const { variants } = await readRun(path);
  expect(Object.keys(variants)).toEqual(["dp"]);
  expect(variants.dp[0].events).toHaveLength(2);
});

test("several seeds are read in numerical order", async () => {
  const path = directory({
    "summary.json": JSON.stringify(summary),
    "dp/seed-10/events.jsonl": event(10),
    "dp/seed-9/events.jsonl": event(9),
  });
  const { variants } = await readRun(path);
  expect(variants.dp.map(({ events }) => events[0].seq)).toEqual([9, 10]);
});

const turn = {
  ...{ participant: 0, round: 1, strategy: "matched", iterations: [0, 5], objective: [1, null], truths: [0] },
  ...{ frameIterations: [0, 5], tiles: [["a.png"], ["b.png"]] },
};
const attacked = (history: object) =>
  directory({
    "summary.json": JSON.stringify(summary),
    "dp/events.jsonl": `${event(1)}\n`,
    "dp/attacks/searched/scores.json": '{"schema":1}',
    "dp/attacks/searched/history.json": JSON.stringify(history),
    "dp/attacks/solved/scores.json": '{"schema":1}',
  });

test("attacks that searched have their history, others none", async () => {
  const { variants } = await readRun(attacked({ turns: [turn] }));
  const { searched, solved } = variants.dp[0].attacks;
  expect(searched.history).toEqual({ turns: [turn] });
  expect(solved).not.toHaveProperty("history");
});

test.each([
  ["turns: Invalid input", {}],
  ["turns.0: needs one objective an iteration", { turns: [{ ...turn, objective: [1] }] }],
  ["turns.0: needs one list of tiles a frame", { turns: [{ ...turn, frameIterations: [0] }] }],
  ["turns.0: needs one truth an image in every frame", { turns: [{ ...turn, truths: [] }] }],
])("a broken history is refused: %s", async (problem, history) => {
  await expect(readRun(attacked(history))).rejects.toThrow(problem);
});

const drawn = {
  ...{ schema: 1, id: "gan", threat: { seat: "participant" }, targetClass: 3, judge: null, rounds: [], nearest: [] },
  summary: { kind: "gan", verdict: "failed", metrics: {}, explanation: [] },
  references: { victims: null, heldOutMean: null, ownImages: null },
};
const drew = (record: object) =>
  directory({
    "summary.json": JSON.stringify(summary),
    "dp/events.jsonl": `${event(1)}\n`,
    "dp/attacks/gan/representatives.json": JSON.stringify(record),
    "dp/attacks/solved/scores.json": '{"schema":1}',
  });

test("what a participant drew of a class is read beside the reconstructions, with where its pictures are", async () => {
  const path = drew(drawn);
  const { attacks, representatives } = (await readRun(path)).variants.dp[0];
  expect(Object.keys(attacks)).toEqual(["solved"]);
  expect(representatives).toEqual({ gan: { ...drawn, directory: join(path, "dp", "attacks", "gan") } });
});

test("a broken record of what was drawn is refused, by its file and place", async () => {
  const broken = readRun(drew({ ...drawn, rounds: [{ round: 0 }] }));
  await expect(broken).rejects.toBeInstanceOf(UnreadableRun);
  await expect(broken).rejects.toThrow(
    /gan\/representatives\.json is not a record of representatives: rounds\.0\.round/,
  );
});

test("says what is wrong with what is no run", async () => {
  await expect(readRun(join(root, "absent"))).rejects.toThrow(/is not a directory/);
  await expect(readRun(directory({}))).rejects.toThrow(/holds no summary.json/);
  await expect(readRun(directory({ "summary.json": "{" }))).rejects.toThrow(/summary.json is not JSON/);
  await expect(readRun(directory({ "summary.json": '{"schema":2}' }))).rejects.toThrow(
    /has schema 2; .* reads schema 1/,
  );
  await expect(readRun(directory({ "summary.json": "[]" }))).rejects.toThrow(/has no schema/);
  await expect(readRun(directory({ "summary.json": '{"schema":1}' }))).rejects.toThrow(/is not a summary: scenario/);
  const edited = { "summary.json": JSON.stringify(summary), "dp/events.jsonl": `x\n${event(2)}\n` };
  await expect(readRun(directory(edited))).rejects.toThrow(/events.jsonl:1 is not JSON/);
});
