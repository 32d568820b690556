/** Vectors to and from the parameter server, in one message or in parts. @module */
import { maxVectorBytes } from "../../shared/protocol/limits.js";
import type { Push, PushAnswer, Refusal } from "../../shared/protocol/messages.js";
import { decodeVector } from "../../shared/protocol/vector/decode.js";
import { encodeDense, encodeSparse } from "../../shared/protocol/vector/encode.js";
import { packVector, unpackVector } from "../../shared/protocol/vector/pack.js";
import { PartAssembler, splitBytes } from "../../shared/protocol/vector/parts.js";
import { wireBytes, wireVector, type WireVector } from "../../shared/protocol/vector/wire-vector.js";
import type { Session } from "./session.js";
import type { Shared } from "../turn/share.js";

export interface Pulled {
  readonly ok: true;
  readonly version: number;
  /** [P], zero where nothing was sent */
  readonly values: Float32Array;
  /** the coordinates that were sent, ascending; undefined for all */
  readonly indices: Int32Array | undefined;
  /** L2 norm that the update of this turn must be within; undefined for no bound */
  readonly clipNorm: number | undefined;
}

export interface ExchangeFacts {
  /** P */
  readonly parameters: number;
  /** the longest payload of a message */
  readonly messageBytes: number;
}

/** @throws {Error} when the server sends what is not a vector of P values */
export async function pullWeights(
  session: Session,
  round: number,
  complete: boolean,
  { parameters, messageBytes }: ExchangeFacts,
): Promise<Pulled | Refusal> {
  const answer = await session.pull({ round, complete });
  if (!answer.ok) return answer;
  const { version, weights, clipNorm } = answer;
  let vector: WireVector;
  if (weights.form === "parts") {
    const limits = { partBytes: messageBytes, maxTotalBytes: maxVectorBytes(parameters) };
    const assembled = await fetchParts(session, round, weights.totalBytes, limits);
    if (!(assembled instanceof Uint8Array)) return assembled;
    vector = wireVector.parse(unpackVector(assembled));
  } else {
    vector = weights;
  }
  const decoded = decodeVector(vector, parameters);
  if (!decoded.ok) throw new Error(`the server's weights are ${decoded.code}: ${decoded.reason}`);
  return { ok: true, version, values: decoded.values, indices: decoded.indices, clipNorm };
}

async function fetchParts(
  session: Session,
  round: number,
  totalBytes: number,
  limits: { partBytes: number; maxTotalBytes: number },
): Promise<Uint8Array | Refusal> {
  const assembler = new PartAssembler(limits);
  for (let number = 0; ; number++) {
    const answer = await session.fetch({ round, number });
    if (!answer.ok) return answer;
    const added = assembler.add({ key: round, totalBytes, number, bytes: answer.bytes });
    if (!added.ok) throw new Error(`the server's weights cannot be put together: ${added.reason}`);
    const whole = assembler.take(round);
    if (whole !== undefined) return whole;
  }
}

/** What a turn shares, in the smallest coding. */
export function encodeUpdate({ update, indices }: Shared): WireVector {
  return indices === undefined ? encodeDense(update) : encodeSparse(update, indices);
}

/** Uploads what a turn shares. */
export async function pushUpdate(
  session: Session,
  vector: WireVector,
  envelope: Omit<Push, "update">,
  messageBytes: number,
): Promise<PushAnswer> {
  if (wireBytes(vector) <= messageBytes) return session.push({ ...envelope, update: vector });
  const packed = packVector(vector);
  const { round } = envelope;
  const totalBytes = packed.byteLength;
  for (const [number, bytes] of splitBytes(packed, messageBytes).entries()) {
    const answer = await session.part({ round, number, totalBytes, bytes });
    if (!answer.ok) return answer;
  }
  return session.push({ ...envelope, update: { form: "parts", totalBytes } });
}
