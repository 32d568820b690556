/** @module */

/** Raised whenever a message changes meaning; both sides must agree exactly. */
export const PROTOCOL_VERSION = 3;
