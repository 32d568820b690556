/** The adversary between participants and server: makes what it can of the bytes that pass. @module */
import type { Observation } from "../shared/plugins/attack.js";
import type { Direction, Listener } from "./relay.js";
import { HANDSHAKE, readRecords } from "./tls/records.js";
import { EncipheredTurns, type EncipheredTurn } from "./tls/turns.js";
import { ByteFeed } from "./wire/byte-feed.js";
import { Conversation } from "./wire/conversation.js";
import { PacketReader } from "./wire/packets.js";
import { Rebuilder, type RebuildFacts } from "./wire/rebuild.js";

export class Eavesdropper {
  /** why connections could not be read to their end */
  readonly unreadable: string[] = [];
  readonly #messageBytes: number;
  readonly #rebuilder: Rebuilder;
  readonly #enciphered: EncipheredTurns[] = [];

  constructor(facts: RebuildFacts, onObservation: (observation: Observation) => void) {
    this.#messageBytes = facts.messageBytes;
    this.#rebuilder = new Rebuilder(facts, onObservation);
  }

  /** Listens to one more connection; what cannot be read is noted, and never thrown. */
  listen(): Listener {
    let reader: Listener | undefined;
    let isGivenUp = false;
    return (direction, bytes) => {
      if (isGivenUp) return;
      try {
        // the client speaks first, in the clear or not
        reader ??= bytes[0] === HANDSHAKE ? this.#encipheredReader() : this.#plainReader();
        reader(direction, bytes);
      } catch (error) {
        isGivenUp = true;
        this.unreadable.push(error instanceof Error ? error.message : String(error));
      }
    };
  }

  /** The turns of each connection that is TLS; call it when no more will come. */
  encipheredTurns(): readonly (readonly EncipheredTurn[])[] {
    return this.#enciphered.map((turns) => turns.end());
  }

  #plainReader(): Listener {
    const conversation = new Conversation((participant, exchange) => this.#rebuilder.add(participant, exchange));
    const reader = new PacketReader(this.#messageBytes, (direction, packet) => conversation.add(direction, packet));
    return (direction, bytes) => reader.add(direction, bytes);
  }

  #encipheredReader(): Listener {
    const turns = new EncipheredTurns();
    this.#enciphered.push(turns);
    const feedOf = (direction: Direction): ByteFeed =>
      new ByteFeed(readRecords((bytes) => turns.add(direction, bytes, performance.now())));
    const feeds = { up: feedOf("up"), down: feedOf("down") };
    return (direction, bytes) => feeds[direction].add(bytes);
  }
}
