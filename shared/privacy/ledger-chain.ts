/**
 * Lines that vouch for each other: each carries the SHA-256 of the line before it and of its own content, so that none
 * can be changed, dropped or moved without breaking the chain. What a chain cannot show is that lines are missing at
 * its end: for that it is compared with what others remember.
 * @module
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** A ledger that is not what its owner wrote. */
export class BrokenLedger extends Error {
  override readonly name = "BrokenLedger";

  /** @param line from 1 */
  constructor(line: number, why: string) {
    super(`line ${line} ${why}`);
  }
}

/** What the first line follows. */
export const chainStart = "0".repeat(64);

export interface Chain {
  /** each line's content, without its hash */
  readonly contents: readonly Readonly<Record<string, unknown>>[];
  /** of the last line, `chainStart` where there is none */
  readonly hash: string;
  /** characters of the lines that are whole */
  readonly wholeLength: number;
  /** whether a line after them was begun and not finished */
  readonly cutShort: boolean;
}

/** `content` as the line that follows one with the hash `previous`. */
export function chainLine(previous: string, content: object): { readonly line: string; readonly hash: string } {
  const hash = hashOf(previous, canonicalJson(content));
  return { line: `${canonicalJson({ ...content, hash })}\n`, hash };
}

/** @throws {BrokenLedger} on the first whole line that does not follow from the one before it */
export function readChain(text: string): Chain {
  const lines = text.split("\n");
  const rest = lines.pop() ?? "";
  let hash = chainStart;
  const contents = lines.map((line, index) => {
    const { hash: stated, ...content } = parse(line, index + 1);
    hash = hashOf(hash, canonicalJson(content));
    if (stated !== hash) throw new BrokenLedger(index + 1, "does not follow from the lines before it");
    return content;
  });
  return { contents, hash, wholeLength: text.length - rest.length, cutShort: rest !== "" };
}

/** Keys in order, no spaces: the same text for the same content. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part !== "object" || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

function hashOf(previous: string, content: string): string {
  return bytesToHex(sha256(utf8ToBytes(previous + content)));
}

function parse(line: string, number: number): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new BrokenLedger(number, "is not JSON");
  }
  if (typeof value !== "object" || value === null || canonicalJson(value) !== line) {
    throw new BrokenLedger(number, "is not as it was written");
  }
  return value as Record<string, unknown>;
}
