/** Updates on their way in: put together where they come in parts, checked, and counted once. @module */
import type { ServerJob } from "../../shared/process/messages.js";
import { maxVectorBytes } from "../../shared/protocol/limits.js";
import { part, refuse, type PartAnswer, type PushAnswer } from "../../shared/protocol/messages.js";
import { PartAssembler } from "../../shared/protocol/vector/parts.js";
import { unpackVector } from "../../shared/protocol/vector/pack.js";
import type { OpenTurns } from "../open-turns.js";
import { checkPush } from "./push-check.js";

/** What every update must be like. */
export interface UploadFacts {
  /** P */
  readonly parameters: number;
  /** whether it must say if its norm was within the clip */
  readonly tellsWithin: boolean;
}

interface Accepted {
  readonly round: number;
  readonly sequence: number;
}

/** told of an update that was not counted and may come again; round 0 where the participant has no turn */
type OnRefusal = (participant: number, round: number, reason: string) => void;

export class Uploads {
  /** payload of the accepted updates */
  bytes = 0;
  readonly #job: ServerJob;
  readonly #facts: UploadFacts;
  readonly #turns: OpenTurns;
  readonly #onRefusal: OnRefusal;
  readonly #parts = new Map<number, PartAssembler>();
  readonly #lastAccepted = new Map<number, Accepted>();

  constructor(job: ServerJob, facts: UploadFacts, turns: OpenTurns, onRefusal: OnRefusal) {
    this.#job = job;
    this.#facts = facts;
    this.#turns = turns;
    this.#onRefusal = onRefusal;
  }

  /** One part of an update to come. */
  part(participant: number, message: unknown): PartAnswer {
    const parsed = part.safeParse(message);
    if (!parsed.success) return refuse("malformed", "part must hold round, number, totalBytes and bytes only");
    const { round, number, totalBytes, bytes } = parsed.data;
    if (this.#turns.of(participant)?.round !== round) {
      return refuse("not-your-turn", `participant ${participant} owes no update of round ${round}`);
    }
    const limits = { partBytes: this.#job.messageBytes, maxTotalBytes: maxVectorBytes(this.#facts.parameters) };
    const assembler = this.#parts.get(participant) ?? new PartAssembler(limits);
    this.#parts.set(participant, assembler);
    const added = assembler.add({ key: round, totalBytes, number, bytes });
    return added.ok ? { ok: true } : refuse("malformed", added.reason);
  }

  push(participant: number, message: unknown): PushAnswer {
    const checked = checkPush(message, participant, {
      ...this.#facts,
      kind: this.#job.update,
      needsExamples: this.#job.weighting === "examples",
      turn: this.#turns.of(participant),
      assemble: (round) => this.#assembled(participant, round),
    });
    if (checked.ok) {
      const { round, sequence } = checked.push;
      this.bytes += checked.bytes;
      this.#lastAccepted.set(participant, { round, sequence });
      this.#parts.delete(participant);
      this.#turns.accept(participant, checked.base, checked.upload);
      return { ok: true, duplicate: false };
    }
    if (this.#isResend(participant, message)) return { ok: true, duplicate: true };
    const { code, reason } = checked.refusal;
    if (checked.endsTurn) this.#turns.close(participant, "refused", `${code}: ${reason}`);
    else this.#onRefusal(participant, this.#turns.of(participant)?.round ?? 0, `${code}: ${reason}`);
    return checked.refusal;
  }

  #assembled(participant: number, round: number): unknown {
    const bytes = this.#parts.get(participant)?.take(round);
    return bytes === undefined ? undefined : unpackVector(bytes);
  }

  #isResend(participant: number, message: unknown): boolean {
    const last = this.#lastAccepted.get(participant);
    const resent = message as { round?: unknown; sequence?: unknown } | null;
    return last !== undefined && resent?.round === last.round && resent.sequence === last.sequence;
  }
}
