import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { createRunDirectory, defaultRunDirectory, stamp } from "./run-directory.js";

const root = mkdtempSync(join(tmpdir(), "fedleak-run-directory-"));
afterAll(() => rmSync(root, { recursive: true }));

test("a time is a file name and sorts by time", () => {
  expect(stamp(new Date(Date.UTC(2026, 10, 23, 20, 1, 16, 789)))).toBe("2026-11-23T20-01-16Z");
  const path = defaultRunDirectory("quickstart", "0123abcd", new Date(0));
  expect(path.endsWith(join("runs", "quickstart", "1970-01-01T00-00-00Z-0123abcd"))).toBe(true);
});

test("absent and empty directories are taken, others are left alone", () => {
  expect(readdirSync(createRunDirectory(join(root, "a", "b")))).toEqual([]);
  createRunDirectory(join(root, "a", "b"));
  mkdirSync(join(root, "full"));
  writeFileSync(join(root, "full", "x"), "");
  expect(() => createRunDirectory(join(root, "full"))).toThrow(/not empty; a run never overwrites/);
  expect(() => createRunDirectory(join(root, "full", "x"))).toThrow(/is a file/);
});
