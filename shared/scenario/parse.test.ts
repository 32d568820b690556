import fc from "fast-check";
import { expect, test } from "vitest";
import { formatDiagnosticLine, ScenarioError } from "./diagnostics.js";
import { parseScenario } from "./parse.js";
import { keyOriginAt, originAt, toValue } from "./tree.js";

function linesOf(text: string): string[] {
  try {
    parseScenario(text, "s.yaml");
    return [];
  } catch (error) {
    if (error instanceof ScenarioError) return error.diagnostics.map(formatDiagnosticLine);
    throw error;
  }
}

const indentation = "check the indentation of this line and of the one before";
const start = "start from a working one: fedleak init";
const map = "a scenario is a map of keys, such as `name: my-scenario`";

test.each([
  ["an empty file", "", [`s.yaml:1:1  the file holds no scenario; ${start}`]],
  ["comments only", "# nothing\n", [`s.yaml:1:1  the file holds no scenario; ${start}`]],
  ["a list", "- a\n- b\n", [`s.yaml:1:1  ${map}; ${start}`]],
  ["a word", "hello\n", [`s.yaml:1:1  ${map}; ${start}`]],
  ["bytes", "\u007fELF\0\0", ["s.yaml:1:1  is not a text file; give the path of a scenario, a YAML file"]],
  ["a tab", "a:\n\tb: 2\n", ["s.yaml:2:1  a tab indents this line; indent with spaces"]],
  [
    "an open quote",
    "a: 1\nb: 'x\nc: 1\n",
    ["s.yaml:2:4  a quote is opened and never closed; close it on the same line"],
  ],
  ["an open list", "a: [1, 2\nb: 3\n", [`s.yaml:2:1  this line is indented wrongly; ${indentation}`]],
  [
    "too much indentation",
    "a:\n  b: 1\n   c: 2\n",
    [`s.yaml:2:6  a key stands where a value should be; ${indentation}`],
  ],
  ["a key twice", "a: 1\nb: 2\na: 3\n", ["s.yaml:3:1  the key a is given twice; keep one of them"]],
  ["a nested key twice", "a:\n  b: 2\n  b: 3\n", ["s.yaml:3:3  the key b is given twice; keep one of them"]],
  [
    "two documents",
    "a: 1\n---\nb: 2\n",
    ["s.yaml:2:1  the file holds more than one YAML document; remove the line `---`, or keep one scenario a file"],
  ],
  [
    "a reserved character",
    "a: @x\n",
    ["s.yaml:1:4  a value cannot start with this character; put the value in quotes"],
  ],
  [
    "a tag",
    "a: !secret x\n",
    ["s.yaml:1:4  tags such as `!this` mean nothing here; remove the tag, or quote the text"],
  ],
  ["a key without a name", ": 2\n", ["s.yaml:1:1  a key must be a word before a colon; write `key: value`"]],
  ["a map for a key", "? {a: 1}\n: 2\n", ["s.yaml:1:3  a key must be a word before a colon; write `key: value`"]],
  ["an unknown alias", "a: *x\n", ["s.yaml:1:4  no anchor is named x; mark the value with `&x` before it"]],
  [
    "two mistakes",
    "a: 1\na: 2\nb: [\n",
    [
      "s.yaml:2:1  the key a is given twice; keep one of them",
      `s.yaml:4:1  this line is indented wrongly; ${indentation}`,
    ],
  ],
])("%s", (_, text, lines) => {
  expect(linesOf(text)).toEqual(lines);
});

test("an alias of itself is refused, not followed", () => {
  expect(linesOf("a: &x { b: *x }\n").join()).toContain("an alias repeats itself without end");
});

test("aliases of aliases are refused before they fill the memory", () => {
  const levels = Array.from({ length: 12 }, (_, i) => {
    return i === 0
      ? "a0: &a0 [x, x]"
      : `a${i}: &a${i} [${Array(10)
          .fill(`*a${i - 1}`)
          .join(", ")}]`;
  });
  expect(linesOf(levels.join("\n")).join()).toContain("an alias repeats itself without end");
});

test.each([
  ["brackets", `a: ${"[".repeat(50_000)}`],
  ["dashes", "- ".repeat(50_000)],
  ["spaces", Array.from({ length: 1000 }, (_, i) => `${" ".repeat(i)}a:`).join("\n")],
])("%s nested too deeply are refused", (_, text) => {
  expect(linesOf(text)).toEqual(["s.yaml:1:1  this YAML cannot be read; found more than 100 levels of nesting"]);
});

test("whatever the text, it is read or refused", () => {
  const yamlish = fc.string({ unit: fc.constantFrom(..."ab1: -[]{},'\"#&*!|>?%@\n\t\r.~<"), maxLength: 40 });
  fc.assert(
    fc.property(fc.oneof(yamlish, fc.string({ unit: "binary" })), (text) => {
      expect(Array.isArray(linesOf(text))).toBe(true);
    }),
    { numRuns: 2000, seed: 1 },
  );
});

test("a byte order mark and carriage returns do not move positions", () => {
  const tree = parseScenario("\uFEFFseed: 1\r\ntask:\r\n  model: x\r\n", "s.yaml");
  expect(toValue(tree)).toEqual({ seed: 1, task: { model: "x" } });
  expect(originAt(tree, ["seed"])).toEqual({ file: "s.yaml", line: 1, column: 7 });
  expect(originAt(tree, ["task", "model"])).toEqual({ file: "s.yaml", line: 3, column: 10 });
  expect(keyOriginAt(tree, ["task", "model"])).toEqual({ file: "s.yaml", line: 3, column: 3 });
});

test("anchors are followed, and point at what they name", () => {
  const tree = parseScenario("a: &x\n  b: 1\nc: *x\n", "s.yaml");
  expect(toValue(tree)).toEqual({ a: { b: 1 }, c: { b: 1 } });
  expect(originAt(tree, ["c", "b"])).toEqual({ file: "s.yaml", line: 2, column: 6 });
});

test("__proto__ is a key like any other", () => {
  expect(Object.keys(toValue(parseScenario("__proto__: { a: 1 }\n", "s.yaml")) as object)).toEqual(["__proto__"]);
});
