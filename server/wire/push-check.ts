/** Whether an update may be counted. @module */
import type { UpdateKind } from "../../shared/plugins/defence.js";
import { push, refuse, type Push, type Refusal } from "../../shared/protocol/messages.js";
import { decodeVector } from "../../shared/protocol/vector/decode.js";
import { wireBytes, wireVector } from "../../shared/protocol/vector/wire-vector.js";
import type { OpenTurn, Snapshot, Upload } from "../open-turns.js";

export interface PushFacts {
  /** P */
  readonly parameters: number;
  readonly kind: UpdateKind;
  /** whether an update must say how many examples its participant holds */
  readonly needsExamples: boolean;
  /** whether it must say if its norm was within the clip */
  readonly tellsWithin: boolean;
  /** the participant's turn under way, undefined where it has none */
  readonly turn: OpenTurn | undefined;
  /** the update that came in parts before this message; undefined when they are not all there */
  readonly assemble: (round: number) => unknown;
}

/** An update that passed every check, or why it did not and whether that ends the participant's turn. */
export type Checked =
  | {
      readonly ok: true;
      readonly push: Push;
      readonly base: Snapshot;
      readonly upload: Upload;
      /** payload */
      readonly bytes: number;
    }
  | { readonly ok: false; readonly refusal: Refusal; readonly endsTurn: boolean };

export function checkPush(message: unknown, participant: number, facts: PushFacts): Checked {
  const parsed = push.safeParse(message);
  if (!parsed.success) {
    const fields = parsed.error.issues.map((issue) => issue.path.join(".") || issue.message).join(", ");
    return keepOpen(refuse("malformed", `not a push message: ${fields}`));
  }
  const { round, baseVersion, kind, examples, withinClip, update } = parsed.data;
  const { turn } = facts;
  if (turn === undefined || round !== turn.round) {
    const now = turn === undefined ? "it has no turn" : `its turn is that of round ${turn.round}`;
    return keepOpen(refuse("not-your-turn", `participant ${participant} owes no update of round ${round}: ${now}`));
  }
  const { base } = turn;
  if (base === undefined || baseVersion !== base.version) {
    const pulled = base === undefined ? "nothing was pulled yet" : `version ${base.version} was pulled`;
    return keepOpen(refuse("stale-version", `computed on version ${baseVersion}, but in this turn ${pulled}`));
  }
  if (kind !== facts.kind)
    return keepOpen(refuse("malformed", `a ${kind} was sent, this run exchanges a ${facts.kind}`));
  if (facts.needsExamples !== (examples !== undefined)) {
    const need = facts.needsExamples ? "must say" : "must not say";
    return keepOpen(refuse("malformed", `an update of this run ${need} how many examples its participant holds`));
  }
  if (facts.tellsWithin !== (withinClip !== undefined)) {
    const need = facts.tellsWithin ? "must say" : "must not say";
    return keepOpen(refuse("malformed", `an update of this run ${need} whether its norm was within the clip`));
  }
  const vector = update.form === "parts" ? wireVector.safeParse(facts.assemble(round)).data : update;
  if (vector === undefined) return keepOpen(refuse("malformed", "the parts of this update are not all there"));
  const decoded = decodeVector(vector, facts.parameters);
  if (!decoded.ok) return { ok: false, refusal: refuse(decoded.code, decoded.reason), endsTurn: true };
  const upload = {
    update: decoded.values,
    indices: decoded.indices,
    ...(examples !== undefined && { examples }),
    ...(withinClip !== undefined && { withinClip }),
  };
  return { ok: true, push: parsed.data, base, upload, bytes: wireBytes(vector) };
}

function keepOpen(refusal: Refusal): Checked {
  return { ok: false, refusal, endsTurn: false };
}
