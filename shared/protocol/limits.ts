/** Sizes that both sides agree on before anything is sent. @module */

/** room for a message's envelope beside its values, bytes */
const ENVELOPE_BYTES = 64 * 1024;

/**
 * The largest message either side may send, bytes: a full vector of float32 values and its envelope.
 * @param parameters P, the number of parameters of the model
 */
export function maxMessageBytes(parameters: number): number {
  return 4 * parameters + ENVELOPE_BYTES;
}
