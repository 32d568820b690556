/** Why an event has no guarantee that could be accounted. @module */
import type { Unsupported } from "../../plugins/accountant.js";
import type { DpEvent } from "../events.js";

export interface Refused {
  readonly refusal: Unsupported;
}

export const refused = (event: DpEvent, why: string): Refused => ({ refusal: { event, why } });
