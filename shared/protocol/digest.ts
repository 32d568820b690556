/** Digests of weights and of their layout. @module */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { ParamLayout } from "../tensor/param-vector.js";
import { valuesToBytes } from "./values.js";

/** SHA-256 of the names and shapes of a layout: two sides with the same digest mean the same parameters. */
export function layoutDigest(layout: ParamLayout): string {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(layout.map(({ name, shape }) => [name, shape])))));
}

/** SHA-256 of weights as little-endian float32. */
export function weightsDigest(weights: Float32Array): string {
  return bytesToHex(sha256(valuesToBytes(weights)));
}
