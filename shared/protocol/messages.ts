/** The messages of the wire. docs/protocol.md is their contract. @module */
import { z } from "zod";

const round = z.int().min(1);
const version = z.int().min(0);
const hex32 = z.string().regex(/^[0-9a-f]{64}$/);
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, "expected binary data");

/** What a client presents when it connects. */
export const join = z.strictObject({
  protocol: z.int(),
  participant: z.int().min(0),
  /** HMAC of the run's secret and the participant's number */
  token: hex32,
  /** digest of the layout of the client's model */
  layout: hex32,
});

/** server → client: it is your turn, on this version of the weights */
export const turn = z.strictObject({ round, version });

/** server → client: the run is over */
export const stop = z.strictObject({ reason: z.string() });

/** client → server: send me the weights */
export const pull = z.strictObject({ version });

/** client → server: my update of this round */
export const push = z.strictObject({
  round,
  /** counts this participant's updates from 1; a resend keeps its number */
  sequence: z.int().min(1),
  /** version of the weights the update was computed on */
  baseVersion: version,
  kind: z.enum(["gradient"]),
  /** [P] float32, little-endian */
  values: bytes,
});

export const refusalCode = z.enum([
  "wrong-protocol",
  "unknown-participant",
  "bad-token",
  "wrong-layout",
  "malformed",
  "wrong-length",
  "not-finite",
  "stale-version",
  "not-your-turn",
]);

export const refusal = z.strictObject({ ok: z.literal(false), code: refusalCode, reason: z.string() });

export const pullAnswer = z.discriminatedUnion("ok", [
  z.strictObject({ ok: z.literal(true), version, values: bytes }),
  refusal,
]);

export const pushAnswer = z.discriminatedUnion("ok", [
  /** `duplicate`: this update had been accepted before and was not applied again */
  z.strictObject({ ok: z.literal(true), duplicate: z.boolean() }),
  refusal,
]);

export type Join = z.infer<typeof join>;
export type Turn = z.infer<typeof turn>;
export type Stop = z.infer<typeof stop>;
export type Pull = z.infer<typeof pull>;
export type Push = z.infer<typeof push>;
export type Refusal = z.infer<typeof refusal>;
export type RefusalCode = z.infer<typeof refusalCode>;
export type PullAnswer = z.infer<typeof pullAnswer>;
export type PushAnswer = z.infer<typeof pushAnswer>;

/** Events a client may send. */
export interface ClientToServer {
  pull: (message: Pull, answer: (answer: PullAnswer) => void) => void;
  push: (message: Push, answer: (answer: PushAnswer) => void) => void;
}

/** Events a server may send. */
export interface ServerToClient {
  turn: (message: Turn) => void;
  stop: (message: Stop) => void;
}

export function refuse(code: RefusalCode, reason: string): Refusal {
  return { ok: false, code, reason };
}
