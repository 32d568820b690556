/** Sizes that both sides agree on before anything is sent. @module */

/** room for a message's envelope beside its payload, bytes */
const ENVELOPE_BYTES = 64 * 1024;

/** The longest a vector's packed form may be, bytes: every value as float32, a bitmap, and names. */
export function maxVectorBytes(parameters: number): number {
  return 4 * parameters + Math.ceil(parameters / 8) + 1024;
}

/**
 * The longest message that a connection takes, bytes; a longer one closes it.
 * @param messageBytes the longest payload: a longer vector travels in parts
 */
export function connectionBytes(messageBytes: number): number {
  return messageBytes + ENVELOPE_BYTES;
}
