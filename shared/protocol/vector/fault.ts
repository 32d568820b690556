/** Why received bytes are not a vector. @module */

export interface Fault {
  readonly ok: false;
  /** a refusal's code */
  readonly code: "malformed" | "wrong-length" | "not-finite";
  /** a sentence for people */
  readonly reason: string;
}

export function fault(code: Fault["code"], reason: string): Fault {
  return { ok: false, code, reason };
}

export function isFault(found: object): found is Fault {
  return "code" in found;
}
