import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { canonicalJson, chainLine, chainStart, readChain } from "./ledger-chain.js";

/** The chain of `contents` as a file. */
function chained(contents: readonly object[]): string {
  let hash = chainStart;
  return contents
    .map((content) => {
      const next = chainLine(hash, content);
      ({ hash } = next);
      return next.line;
    })
    .join("");
}

const contents = [
  { kind: "a", n: 1 },
  { kind: "b", n: 2.5, deep: { y: [1, 2], x: "é" } },
  { kind: "c", none: null },
];
const text = chained(contents);

test("a line carries SHA-256 of the line before and of its content, keys in order", () => {
  const sha256 = (words: string): string => createHash("sha256").update(words).digest("hex");
  const first = sha256(`${"0".repeat(64)}{"kind":"a","n":1}`);
  const second = sha256(`${first}{"deep":{"x":"é","y":[1,2]},"kind":"b","n":2.5}`);
  expect(text.split("\n").slice(0, 2)).toEqual([
    `{"hash":"${first}","kind":"a","n":1}`,
    `{"deep":{"x":"é","y":[1,2]},"hash":"${second}","kind":"b","n":2.5}`,
  ]);
  expect(canonicalJson({ b: 1, a: { d: 2, c: undefined } })).toBe('{"a":{"d":2},"b":1}');
});

test("is read back as it was written", () => {
  const { contents: read, cutShort, wholeLength } = readChain(text);
  expect(read).toEqual(contents);
  expect([cutShort, wholeLength]).toEqual([false, text.length]);
  expect(readChain("")).toEqual({ contents: [], hash: chainStart, wholeLength: 0, cutShort: false });
});

test("no character can be changed, taken out or put in", () => {
  for (let i = 0; i < text.length; i++) {
    for (const other of [text[i] === "7" ? "8" : "7", "", `${text[i]} `]) {
      const tampered = text.slice(0, i) + other + text.slice(i + 1);
      // what is left without its end is a chain that is cut short: it does not pass for whole
      const passes = (): boolean => readChain(tampered).cutShort || readChain(tampered).contents.length < 3;
      if (i === text.length - 1) expect(passes()).toBe(true);
      else expect(() => readChain(tampered), `character ${i}: ${tampered}`).toThrow(/^line \d/);
    }
  }
});

test("no line can be dropped from before the end, doubled or moved, and the first that does not fit is named", () => {
  const [a, b, c] = text.split(/(?<=\n)/);
  expect(() => readChain(b + c)).toThrow("line 1 does not follow from the lines before it");
  expect(() => readChain(a + c)).toThrow("line 2 does not follow");
  expect(() => readChain(a + b + b + c)).toThrow("line 3 does not follow");
  expect(() => readChain(a + c + b)).toThrow("line 2 does not follow");
});

test("a last line that was being written is no line, wherever it breaks off", () => {
  const before = text.lastIndexOf("\n", text.length - 2) + 1;
  for (let end = before + 1; end < text.length; end++) {
    const { contents: read, cutShort, wholeLength } = readChain(text.slice(0, end));
    expect([read.length, cutShort, wholeLength]).toEqual([2, true, before]);
  }
  expect(readChain(text.slice(0, before)).cutShort).toBe(false);
});
