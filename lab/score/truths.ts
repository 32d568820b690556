/** What the lots of attacked turns really held. @module */
import type { Observation, Turn } from "../../shared/plugins/attack.js";
import type { ExampleStore } from "../../shared/plugins/task.js";
import type { Lot } from "../launch/federation.js";
import type { Truth } from "./guesses.js";

/** A turn that a claim is due for. */
export type AttackedTurn = Turn & Pick<Observation, "members">;

/**
 * One a turn of which any lot is known, in their order; the truth of a sum is the lots of all its members. An example that
 * a participant took several local steps on is one truth.
 */
export function truthsOf(turns: readonly AttackedTurn[], lots: readonly Lot[], train: ExampleStore): Truth[] {
  const byTurn = new Map(lots.map((lot) => [`${lot.round}/${lot.participant}`, lot]));
  return turns.flatMap(({ participant, round, members }): Truth[] => {
    const own = (members ?? [participant]).flatMap((member) => byTurn.get(`${round}/${member}`) ?? []);
    if (own.length === 0) return [];
    const held = own.map(({ participant: owner, examples }) => ({ owner, examples: [...new Set(examples)] }));
    const { images, labels } = train.gather(held.flatMap(({ examples }) => examples));
    const owners = held.flatMap(({ owner, examples }) => Array<number>(examples.length).fill(owner));
    return [{ turn: { participant, round }, images, labels, ...(members !== undefined && { owners }) }];
  });
}
