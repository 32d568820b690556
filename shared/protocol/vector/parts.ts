/** Byte strings longer than a message, as numbered parts. @module */

/** `bytes` in pieces of `maxBytes`, the last of what is left; views, not copies. None for no bytes. */
export function splitBytes(bytes: Uint8Array, maxBytes: number): Uint8Array[] {
  const count = Math.ceil(bytes.length / maxBytes);
  return Array.from({ length: count }, (_, n) => bytes.subarray(n * maxBytes, (n + 1) * maxBytes));
}

/** One piece of a byte string. */
export interface Part {
  /** which byte string: the sequence of a push, the version of a pull */
  readonly key: number;
  /** of the whole */
  readonly totalBytes: number;
  /** from 0 */
  readonly number: number;
  readonly bytes: Uint8Array;
}

export interface PartLimits {
  /** bytes of every part but the last, which has what is left */
  readonly partBytes: number;
  /** of a whole byte string */
  readonly maxTotalBytes: number;
}

/** `missing`: parts still to come. */
export type PartAnswer =
  { readonly ok: true; readonly missing: number } | { readonly ok: false; readonly reason: string };

interface Assembly {
  readonly key: number;
  readonly bytes: Uint8Array;
  readonly arrived: Set<number>;
}

/**
 * Puts parts together again, in whatever order and however often they come. It holds one byte string at a time: the
 * first part of another key drops what there was of the one before.
 */
export class PartAssembler {
  readonly #limits: PartLimits;
  #assembly: Assembly | undefined;

  constructor(limits: PartLimits) {
    this.#limits = limits;
  }

  /** Keeps a part, or says why not; a part that is refused changes nothing. */
  add(part: Part): PartAnswer {
    const problem = this.#problemOf(part);
    if (problem !== undefined) return { ok: false, reason: problem };
    if (this.#assembly?.key !== part.key) {
      this.#assembly = { key: part.key, bytes: new Uint8Array(part.totalBytes), arrived: new Set() };
    }
    const { bytes, arrived } = this.#assembly;
    bytes.set(part.bytes, part.number * this.#limits.partBytes);
    arrived.add(part.number);
    return { ok: true, missing: this.#count(bytes.length) - arrived.size };
  }

  /** The whole byte string of `key`, once; undefined while parts of it are missing. */
  take(key: number): Uint8Array | undefined {
    const assembly = this.#assembly;
    if (assembly?.key !== key || assembly.arrived.size < this.#count(assembly.bytes.length)) return undefined;
    this.#assembly = undefined;
    return assembly.bytes;
  }

  #count(totalBytes: number): number {
    return Math.ceil(totalBytes / this.#limits.partBytes);
  }

  #problemOf({ key, totalBytes, number, bytes }: Part): string | undefined {
    const { partBytes, maxTotalBytes } = this.#limits;
    if (!Number.isInteger(totalBytes) || totalBytes < 1 || totalBytes > maxTotalBytes) {
      return `parts of ${totalBytes} bytes in all, allowed are 1 to ${maxTotalBytes}`;
    }
    const count = this.#count(totalBytes);
    if (!Number.isInteger(number) || number < 0 || number >= count) {
      return `part ${number} of ${totalBytes} bytes, whose parts are 0 to ${count - 1}`;
    }
    const start = number * partBytes;
    const expected = Math.min(partBytes, totalBytes - start);
    if (bytes.length !== expected) return `part ${number} has ${bytes.length} bytes, expected ${expected}`;
    if (this.#assembly?.key !== key) return undefined;
    const held = this.#assembly;
    if (held.bytes.length !== totalBytes) {
      return `part ${number} is of ${totalBytes} bytes in all, those before it of ${held.bytes.length}`;
    }
    const differs = held.arrived.has(number) && bytes.some((byte, i) => byte !== held.bytes[start + i]);
    return differs ? `part ${number} came before with other bytes` : undefined;
  }
}
