import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { childKey, keyOfSeed } from "./stream-key.js";

function sha256(...parts: Uint8Array[]): string {
  return createHash("sha256").update(Buffer.concat(parts)).digest("hex");
}

const int64 = (n: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(BigInt(n));
  return bytes;
};

test("keys are SHA-256 of parent, one domain byte, content", () => {
  const root = keyOfSeed(7);
  expect(root).toBe(sha256(Buffer.from([3]), int64(7)));
  const parent = Buffer.from(root, "hex");
  expect(childKey(root, "round")).toBe(sha256(parent, Buffer.from([1]), Buffer.from("round")));
  expect(childKey(root, -3)).toBe(sha256(parent, Buffer.from([2]), int64(-3)));
});

test("a number and its digits name different children; so do 0 and the empty string", () => {
  const root = keyOfSeed(0);
  const children = [3, "3", 0, "", "\0\0\0\0\0\0\0\0", -0].map((element) => childKey(root, element));
  expect(new Set(children).size).toBe(5);
  expect(childKey(root, -0)).toBe(childKey(root, 0));
});

test("refuses seeds and numbers that are not integers", () => {
  expect(() => keyOfSeed(-1)).toThrow(/seed is -1, must be an integer/);
  expect(() => keyOfSeed(2 ** 53)).toThrow(RangeError);
  expect(() => childKey(keyOfSeed(0), 0.5)).toThrow(/path element is 0.5/);
});
