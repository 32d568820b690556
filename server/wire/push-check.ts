/** Whether an update may be counted. @module */
import { push, refuse, type Push, type Refusal } from "../shared/protocol/messages.js";
import { bytesToValues } from "../shared/protocol/values.js";
import type { RoundTurns } from "./round-turns.js";

export interface PushFacts {
  /** P */
  readonly parameters: number;
  /** the round under way, undefined between rounds */
  readonly turns: RoundTurns | undefined;
}

/** An update that passed every check, or why it did not and whether that ends the participant's turn. */
export type Checked =
  | { readonly ok: true; readonly push: Push; readonly update: Float32Array }
  | { readonly ok: false; readonly refusal: Refusal; readonly endsTurn: boolean };

export function checkPush(message: unknown, participant: number, { parameters, turns }: PushFacts): Checked {
  const parsed = push.safeParse(message);
  if (!parsed.success) {
    const fields = parsed.error.issues.map((issue) => issue.path.join(".") || issue.message).join(", ");
    return { ok: false, refusal: refuse("malformed", `not a push message: ${fields}`), endsTurn: false };
  }
  const { round, baseVersion, values } = parsed.data;
  if (turns === undefined || round !== turns.round || !turns.isOpen(participant)) {
    const now = turns === undefined ? "between rounds" : `in round ${turns.round}`;
    const reason = `participant ${participant} owes no update of round ${round} (the server is ${now})`;
    return { ok: false, refusal: refuse("not-your-turn", reason), endsTurn: false };
  }
  if (baseVersion !== turns.version) {
    const reason = `computed on version ${baseVersion}, round ${round} needs version ${turns.version}`;
    return { ok: false, refusal: refuse("stale-version", reason), endsTurn: false };
  }
  if (values.byteLength !== 4 * parameters) {
    const reason = `${values.byteLength} bytes, expected ${4 * parameters} (${parameters} float32 values)`;
    return { ok: false, refusal: refuse("wrong-length", reason), endsTurn: true };
  }
  const update = bytesToValues(values);
  const bad = firstNotFinite(update);
  if (bad >= 0) {
    const reason = `value ${bad} is ${update[bad]}: training diverged (a smaller learning rate may help)`;
    return { ok: false, refusal: refuse("not-finite", reason), endsTurn: true };
  }
  return { ok: true, push: parsed.data, update };
}

/** Index of the first NaN or infinite value, -1 for none. */
function firstNotFinite(values: Float32Array): number {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) return i;
  return -1;
}
