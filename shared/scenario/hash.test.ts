import { expect, test } from "vitest";
import { canonicalJson, shortHash } from "./hash.js";

test("is the beginning of the SHA-256 of the canonical JSON", () => {
  // printf '{"a":[1,{"b":2,"c":3}],"b":4,"d":"x","e":null}' | sha256sum
  expect(canonicalJson({ d: "x", a: [1, { c: 3, b: 2 }], e: null, b: 4 })).toBe(
    '{"a":[1,{"b":2,"c":3}],"b":4,"d":"x","e":null}',
  );
  expect(shortHash({ d: "x", a: [1, { c: 3, b: 2 }], e: null, b: 4 })).toBe("06ba38ff");
});

test("does not depend on where a plug-in was compiled to", () => {
  expect(shortHash({ kind: "./a.ts", module: "file:///x.mjs" })).toBe(shortHash({ kind: "./a.ts" }));
});
