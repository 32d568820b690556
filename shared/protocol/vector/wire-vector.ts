/** What a vector of P values looks like on the wire: its coding, and nothing of its meaning. @module */
import { z } from "zod";

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, "expected binary data");

export const wireValues = z.discriminatedUnion("coding", [
  /** [k] float32, little-endian */
  z.strictObject({ coding: z.literal("float32"), bytes }),
  z.strictObject({
    coding: z.literal("palette"),
    /** [n] float32, little-endian: the n values that occur, n in [1, 256] */
    palette: bytes,
    /** [k] indices into the palette of ⌈log2 n⌉ bits each, least significant bit first; unused bits are 0 */
    bytes,
  }),
]);

export const wireVector = z.discriminatedUnion("form", [
  /** every coordinate, in order */
  z.strictObject({ form: z.literal("dense"), values: wireValues }),
  z.strictObject({
    /**
     * How the selected coordinates are named:
     * - `bitmap`: coordinate i is bit i mod 8 of byte ⌊i / 8⌋; unused bits are 0.
     * - `delta-varint`: unsigned LEB128 of each coordinate minus the one before it, minus 1; the one before the first is -1.
     */
    form: z.enum(["bitmap", "delta-varint"]),
    indices: bytes,
    /** of the selected coordinates, in their order; every other is 0 */
    values: wireValues,
  }),
]);

export type WireValues = z.infer<typeof wireValues>;
export type WireVector = z.infer<typeof wireVector>;

/** Payload of a vector, bytes: its indices, values and palette. */
export function wireBytes(wire: WireVector): number {
  const { values } = wire;
  const indexBytes = wire.form === "dense" ? 0 : wire.indices.byteLength;
  const paletteBytes = values.coding === "palette" ? values.palette.byteLength : 0;
  return indexBytes + paletteBytes + values.bytes.byteLength;
}
