/** What is about to leave the device, in numbers. @module */
import { createHash } from "node:crypto";
import { wireBytes, type WireVector } from "../../shared/protocol/vector/wire-vector.js";
import type { Shared } from "../turn/share.js";

export interface Leaving {
  /** payload of the message */
  readonly bytes: number;
  readonly coordinates: number;
  /** of what leaves; null where it is not finite */
  readonly l2Norm: number | null;
  /** SHA-256 of what leaves, 64 hex digits */
  readonly update: string;
}

/** @param vector `shared`, as it travels */
export function leavingOf({ update, indices }: Shared, vector: WireVector): Leaving {
  const norm = indices === undefined ? norm2(update) : norm2(indices, (index) => update[index]);
  return {
    bytes: wireBytes(vector),
    coordinates: indices?.length ?? update.length,
    l2Norm: Number.isFinite(norm) ? norm : null,
    update: digestOf(vector),
  };
}

function norm2(of: ArrayLike<number>, value = (element: number): number => element): number {
  let sum = 0;
  for (let i = 0; i < of.length; i++) sum += value(of[i]) ** 2;
  return Math.sqrt(sum);
}

/** Each part with its length, so that no two vectors can be mistaken for each other. */
function digestOf(vector: WireVector): string {
  const { form, values } = vector;
  const hash = createHash("sha256");
  const parts = [
    Buffer.from(`${form} ${values.coding}`),
    form === "dense" ? new Uint8Array(0) : vector.indices,
    values.coding === "palette" ? values.palette : new Uint8Array(0),
    values.bytes,
  ];
  for (const part of parts) hash.update(`${part.byteLength} `).update(part);
  return hash.digest("hex");
}
