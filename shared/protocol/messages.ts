/** The messages of the wire. docs/protocol.md is their contract. @module */
import { z } from "zod";
import { wireVector } from "./vector/wire-vector.js";

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

/** server → client: it is your turn */
export const turn = z.strictObject({ round });

/** server → client: the run is over */
export const stop = z.strictObject({ reason: z.string() });

/** A vector that is longer than one message may be: its packed form, sent apart in parts. */
const inParts = z.strictObject({ form: z.literal("parts"), totalBytes: z.int().min(1) });
const vector = z.union([wireVector, inParts]);

/** client → server: send me the weights for this turn */
export const pull = z.strictObject({
  round,
  /** all of them: this client holds none yet */
  complete: z.boolean(),
});

/** client → server: one part of the weights that `pull` announced */
export const fetchPart = z.strictObject({ round, number: z.int().min(0) });

/** client → server: one part of the update that the push to come will announce */
export const part = z.strictObject({
  round,
  /** from 0; every part but the last has as many bytes as a message may */
  number: z.int().min(0),
  /** of the whole */
  totalBytes: z.int().min(1),
  bytes,
});

/** client → server: my update of this round */
export const push = z.strictObject({
  round,
  /** counts this participant's updates from 1; a resend keeps its number */
  sequence: z.int().min(1),
  /** version of the weights the update was computed on */
  baseVersion: version,
  kind: z.enum(["gradient", "delta"]),
  /** how many the participant holds; only where updates are weighted by it */
  examples: z.int().min(1).optional(),
  /** 1/2 where its norm was within the clip, else −1/2, plus its share of noise; only where the clip is adaptive */
  withinClip: z.number().optional(),
  update: vector,
});

/** client → server: nothing more will come from me; my turn of this round ends without an update */
export const withdraw = z.strictObject({ round, reason: z.string().max(1000) });

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
  z.strictObject({
    ok: z.literal(true),
    version,
    weights: vector,
    /** L2 norm that the update of this turn must be within; only where the server's aggregator asks for it */
    clipNorm: z.number().positive().optional(),
  }),
  refusal,
]);

export const fetchAnswer = z.discriminatedUnion("ok", [z.strictObject({ ok: z.literal(true), bytes }), refusal]);

export const partAnswer = z.discriminatedUnion("ok", [z.strictObject({ ok: z.literal(true) }), refusal]);

export const pushAnswer = z.discriminatedUnion("ok", [
  /** `duplicate`: this update had been accepted before and was not applied again */
  z.strictObject({ ok: z.literal(true), duplicate: z.boolean() }),
  refusal,
]);

export const withdrawAnswer = z.discriminatedUnion("ok", [z.strictObject({ ok: z.literal(true) }), refusal]);

export type Join = z.infer<typeof join>;
export type Turn = z.infer<typeof turn>;
export type Stop = z.infer<typeof stop>;
export type Pull = z.infer<typeof pull>;
export type Push = z.infer<typeof push>;
export type Refusal = z.infer<typeof refusal>;
export type RefusalCode = z.infer<typeof refusalCode>;
export type VectorMessage = z.infer<typeof vector>;
export type FetchPart = z.infer<typeof fetchPart>;
export type FetchAnswer = z.infer<typeof fetchAnswer>;
export type Part = z.infer<typeof part>;
export type PartAnswer = z.infer<typeof partAnswer>;
export type PullAnswer = z.infer<typeof pullAnswer>;
export type PushAnswer = z.infer<typeof pushAnswer>;
export type Withdraw = z.infer<typeof withdraw>;
export type WithdrawAnswer = z.infer<typeof withdrawAnswer>;

/** Events a client may send. */
export interface ClientToServer {
  pull: (message: Pull, answer: (answer: PullAnswer) => void) => void;
  fetch: (message: FetchPart, answer: (answer: FetchAnswer) => void) => void;
  part: (message: Part, answer: (answer: PartAnswer) => void) => void;
  push: (message: Push, answer: (answer: PushAnswer) => void) => void;
  withdraw: (message: Withdraw, answer: (answer: WithdrawAnswer) => void) => void;
}

/** Events a server may send. */
export interface ServerToClient {
  turn: (message: Turn) => void;
  stop: (message: Stop) => void;
}

export function refuse(code: RefusalCode, reason: string): Refusal {
  return { ok: false, code, reason };
}
