/** Keys of random streams: SHA-256 of the parent's key and one path element. @module */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";

export type PathElement = string | number;

/** One byte before what is hashed, so that no two kinds of input can be mistaken for each other. */
const domains = { state: 0, text: 1, integer: 2, seed: 3 } as const;

function derive(parent: Uint8Array, domain: number, content: Uint8Array): Uint8Array {
  return sha256(concatBytes(parent, Uint8Array.of(domain), content));
}

function integerBytes(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigInt64(0, BigInt(value), true);
  return bytes;
}

/**
 * Key [64 hex digits] of the root stream of a seed.
 * @param seed integer in [0, 2^53)
 * @throws {RangeError} on any other number
 */
export function keyOfSeed(seed: number): string {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new RangeError(`seed is ${seed}, must be an integer in [0, 2^53): pick one such as 7`);
  }
  return bytesToHex(derive(new Uint8Array(0), domains.seed, integerBytes(seed)));
}

/**
 * Key [64 hex digits] of the child of `parent` named by `element`; 3 and "3" name different children.
 * @throws {RangeError} on a number that is not a safe integer
 */
export function childKey(parent: string, element: PathElement): string {
  const bytes = hexToBytes(parent);
  if (typeof element === "string") return bytesToHex(derive(bytes, domains.text, utf8ToBytes(element)));
  if (!Number.isSafeInteger(element)) {
    throw new RangeError(`path element is ${element}, must be an integer within ±2^53 or a string`);
  }
  return bytesToHex(derive(bytes, domains.integer, integerBytes(element)));
}

/** First 128 bits a stream of this key starts from; hashed once more, so that draws tell nothing of children's keys. */
export function stateOfKey(key: string): [number, number, number, number] {
  const view = new DataView(derive(hexToBytes(key), domains.state, new Uint8Array(0)).buffer);
  return [view.getInt32(0, true), view.getInt32(4, true), view.getInt32(8, true), view.getInt32(12, true)];
}
