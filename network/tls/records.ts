/** What TLS leaves an eavesdropper of a connection: the lengths of its records (RFC 8446, section 5). @module */
import type { ByteReader } from "../wire/byte-feed.js";

/** first byte of a connection that is TLS: a record of type handshake */
export const HANDSHAKE = 22;
const APPLICATION_DATA = 23;
/** of an enciphered record beside what it carries: the content type and the tag of AEAD ciphers, bytes */
const OVERHEAD_BYTES = 17;

/** Reads one direction of a connection; told of every enciphered record how many bytes it carries. Never ends. */
export function* readRecords(onRecord: (bytes: number) => void): ByteReader {
  for (;;) {
    const [type, , , high, low] = yield 5;
    const length = high * 256 + low;
    yield length;
    if (type === APPLICATION_DATA) onRecord(Math.max(0, length - OVERHEAD_BYTES));
  }
}
