/** Who speaks over a connection, and which answer belongs to which question. @module */
import { z } from "zod";
import {
  fetchAnswer,
  fetchPart,
  join,
  part,
  partAnswer,
  pull,
  pullAnswer,
  push,
  pushAnswer,
} from "../../shared/protocol/messages.js";
import type { Direction } from "../relay.js";
import type { Packet } from "./packets.js";

const CONNECT = 0;
const EVENT = 2;
const ACKNOWLEDGEMENT = 3;

const answered = z.discriminatedUnion("name", [
  z.strictObject({ name: z.literal("pull"), question: pull, answer: pullAnswer }),
  z.strictObject({ name: z.literal("fetch"), question: fetchPart, answer: fetchAnswer }),
  z.strictObject({ name: z.literal("part"), question: part, answer: partAnswer }),
  z.strictObject({ name: z.literal("push"), question: push, answer: pushAnswer }),
]);

/** A question of a participant, with the server's answer. */
export type Answered = z.infer<typeof answered>;

export class Conversation {
  readonly #onAnswered: (participant: number, exchange: Answered) => void;
  readonly #questions = new Map<number, { readonly name: unknown; readonly question: unknown }>();
  #presented: unknown;
  /** once the server has admitted it */
  #participant: number | undefined;

  constructor(onAnswered: (participant: number, exchange: Answered) => void) {
    this.#onAnswered = onAnswered;
  }

  add(direction: Direction, packet: Packet): void {
    if (direction === "up") this.#asked(packet);
    else this.#answered(packet);
  }

  #asked({ type, data, id }: Packet): void {
    if (type === CONNECT) this.#presented = data;
    if (type !== EVENT || id === undefined || !Array.isArray(data)) return;
    this.#questions.set(id, { name: data[0], question: data[1] });
  }

  #answered({ type, data, id }: Packet): void {
    if (type === CONNECT) this.#participant = join.safeParse(this.#presented).data?.participant;
    if (type !== ACKNOWLEDGEMENT || id === undefined || !Array.isArray(data)) return;
    const asked = this.#questions.get(id);
    this.#questions.delete(id);
    // what the server refused as malformed is none of these
    const exchange = answered.safeParse({ ...asked, answer: data[0] });
    if (exchange.success && this.#participant !== undefined) this.#onAnswered(this.#participant, exchange.data);
  }
}
