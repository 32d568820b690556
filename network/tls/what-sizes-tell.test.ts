import { expect, test } from "vitest";
import { encodeDense, encodeSparse } from "../../shared/protocol/vector/encode.js";
import { wireBytes } from "../../shared/protocol/vector/wire-vector.js";
import { RngStream } from "../../shared/random/rng-stream.js";
import type { EncipheredTurn } from "./turns.js";
import { uploadFractionOf, whatSizesTell } from "./what-sizes-tell.js";

const parameters = 50_000;
const rng = RngStream.fromSeed(7);
const values = Float32Array.from({ length: parameters }, () => rng.gaussian());

/** Payload of a random share of the parameters, as the wire really codes it. */
function bytesOf(fraction: number): number {
  const indices = rng.sampleWithoutReplacement(parameters, Math.round(fraction * parameters)).sort();
  return wireBytes(encodeSparse(values, indices));
}

test.each([0.001, 0.01, 0.05, 0.1, 0.3, 0.7])("the share %f of the parameters is told from its size", (fraction) => {
  expect(uploadFractionOf(bytesOf(fraction), parameters)! / fraction).toBeCloseTo(1, 1.5);
});

test("no share takes no bytes, or more than all of them", () => {
  expect(uploadFractionOf(0, parameters)).toBeUndefined();
  expect(uploadFractionOf(5 * parameters, parameters)).toBeUndefined();
});

const turn = (upBytes: number): EncipheredTurn => ({ downBytes: 200_000, upBytes: upBytes + 200, trainingMs: 1500 });

test("says of whole updates, of shares and of few bits a value what they are", () => {
  const sizes = (bytes: number) => whatSizesTell([[turn(bytes), turn(bytes)], [turn(bytes)]], parameters);
  const [hidden, whole, times] = sizes(wireBytes(encodeDense(values)));
  expect(hidden).toMatch(/^all 2 connections are TLS: .* and no value$/);
  expect(whole).toMatch(/200200 bytes up a turn, all 50000 parameters in four bytes each$/);
  expect(times).toMatch(/3 turns over 2 connections, .* 1\.5 s in the middle case$/);
  expect(sizes(bytesOf(0.1))[1]).toMatch(/as much as (9\.\d|10) % of the parameters/);
  const signs = wireBytes(encodeDense(values.map(Math.sign)));
  expect(sizes(signs)[1]).toMatch(/or all of them in 1\.0 bits each$/);
});

test("messages that are too short to tell apart tell nothing more", () => {
  expect(whatSizesTell([[], []], parameters)).toHaveLength(2);
});
