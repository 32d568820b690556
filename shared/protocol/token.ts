/** Tokens: how a participant proves that this run's launcher admitted it. @module */
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";

/**
 * HMAC-SHA-256 of the participant's number under the run's secret, in hex.
 * @param secret 32 bytes in hex
 */
export function tokenFor(secret: string, participant: number): string {
  return bytesToHex(hmac(sha256, hexToBytes(secret), utf8ToBytes(`participant/${participant}`)));
}

/** Compares in a time that does not depend on where the two differ. */
export function sameToken(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i);
  return difference === 0;
}
