/**
 * The codec of the wire: every socket.io packet is one binary msgpack message, so that vectors travel as they are.
 * Handed to both sides as socket.io's `parser`.
 * @module
 */
import { Emitter } from "@socket.io/component-emitter";
import { Packr } from "msgpackr";
import { z } from "zod";

/** socket.io packet types that this protocol uses; its others carry attachments, which msgpack needs not. */
const packet = z.strictObject({
  type: z.int().min(0).max(4),
  nsp: z.string().max(64),
  data: z.unknown().optional(),
  id: z.int().min(0).optional(),
});

type Packet = z.infer<typeof packet>;

// plain msgpack without msgpackr's record extension: readable by any other implementation
const packr = new Packr({ useRecords: false });

class Encoder {
  encode({ type, nsp, data, id }: Packet): Uint8Array[] {
    return [packr.pack({ type, nsp, ...(data !== undefined && { data }), ...(id !== undefined && { id }) })];
  }
}

interface DecoderEvents {
  decoded: (packet: Packet) => void;
}

/** Emits "decoded" for every well-formed packet; throws on any other, upon which socket.io closes the connection. */
class Decoder extends Emitter<DecoderEvents, DecoderEvents> {
  add(chunk: unknown): void {
    if (!(chunk instanceof Uint8Array)) throw new TypeError("expected a binary message");
    this.emit("decoded", packet.parse(packr.unpack(chunk)));
  }

  destroy(): void {
    this.off();
  }
}

export const codec = { protocol: 5, Encoder, Decoder };
