/** The socket.io packets of one connection, in both directions. @module */
import { codec } from "../../shared/protocol/codec.js";
import { connectionBytes } from "../../shared/protocol/limits.js";
import type { Direction } from "../relay.js";
import { ByteFeed } from "./byte-feed.js";
import { readWebsocket } from "./websocket.js";

export interface Packet {
  /** of the socket.io protocol 5: 0 connect, 2 event, 3 acknowledgement */
  readonly type: number;
  readonly data?: unknown;
  /** of an event that asks for an acknowledgement, and of that acknowledgement */
  readonly id?: number;
}

export class PacketReader {
  readonly #feeds: Readonly<Record<Direction, ByteFeed>>;

  /** @param messageBytes the longest payload of a message */
  constructor(messageBytes: number, onPacket: (direction: Direction, packet: Packet) => void) {
    const feedOf = (direction: Direction): ByteFeed => {
      const decoder = new codec.Decoder();
      decoder.on("decoded", (packet) => onPacket(direction, packet));
      // text is Engine.IO's own: its handshake and heartbeats
      return new ByteFeed(
        readWebsocket(connectionBytes(messageBytes), ({ kind, bytes }) => {
          if (kind === "binary") decoder.add(bytes);
        }),
      );
    };
    this.#feeds = { up: feedOf("up"), down: feedOf("down") };
  }

  /** @throws {Error} when these bytes are not of this protocol */
  add(direction: Direction, bytes: Uint8Array): void {
    this.#feeds[direction].add(bytes);
  }
}
