/** Participants that do not train: real sessions that pull and push as fast as the server lets them. @module */
import { encodeUpdate, pullWeights, pushUpdate, type ExchangeFacts } from "../../client/session/exchange.js";
import { Session } from "../../client/session/session.js";
import type { Join } from "../../shared/protocol/messages.js";
import { answer } from "../support/answer.js";

export type PusherRequest =
  | { readonly type: "join"; readonly url: string; readonly joins: readonly Join[]; readonly facts: ExchangeFacts }
  /** everybody takes so many turns, together; timed is the whole of them, or their pushes alone */
  | { readonly type: "turns"; readonly count: number; readonly timed: "turn" | "push" };

let seats: readonly Seat[] = [];

/** @returns seconds of what was timed; 0 for a join */
answer(async (request: PusherRequest): Promise<number> => {
  if (request.type === "join") {
    seats = request.joins.map((join) => new Seat(request.url, join, request.facts));
    await Promise.all(seats.map((seat) => seat.turn));
    return 0;
  }
  let seconds = 0;
  for (let turn = 0; turn < request.count; turn++) {
    let started = performance.now();
    await Promise.all(seats.map((seat) => seat.pull()));
    if (request.timed === "push") started = performance.now();
    await Promise.all(seats.map((seat) => seat.push()));
    seconds += (performance.now() - started) / 1000;
  }
  return seconds;
});

class Seat {
  /** the round of the turn to come, or that has come */
  turn: Promise<number>;
  readonly #session: Session;
  readonly #facts: ExchangeFacts;
  readonly #update: Float32Array;
  #announce: (round: number) => void = () => undefined;
  #sequence = 0;
  #baseVersion = 0;

  constructor(url: string, join: Join, facts: ExchangeFacts) {
    this.#facts = facts;
    this.#update = Float32Array.from({ length: facts.parameters }, (_, i) => 1e-6 * Math.sin(i));
    this.turn = this.#nextTurn();
    this.#session = new Session(url, join, {
      turn: ({ round }) => this.#announce(round),
      stop: () => undefined,
      lost: (reason) => {
        throw new Error(reason);
      },
    });
  }

  async pull(): Promise<void> {
    const pulled = await pullWeights(this.#session, await this.turn, true, this.#facts);
    if (!pulled.ok) throw new Error(pulled.reason);
    this.#baseVersion = pulled.version;
  }

  async push(): Promise<void> {
    const round = await this.turn;
    this.turn = this.#nextTurn();
    const envelope = { round, sequence: ++this.#sequence, baseVersion: this.#baseVersion, kind: "delta" as const };
    const shared = { update: this.#update, indices: undefined };
    const answer = await pushUpdate(this.#session, encodeUpdate(shared), envelope, this.#facts.messageBytes);
    if (!answer.ok) throw new Error(answer.reason);
  }

  #nextTurn(): Promise<number> {
    return new Promise((announce) => (this.#announce = announce));
  }
}
