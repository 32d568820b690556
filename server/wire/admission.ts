/** Who may join, decided before a connection carries anything. @module */
import { join, refuse, type Refusal } from "../../shared/protocol/messages.js";
import { sameToken, tokenFor } from "../../shared/protocol/token.js";
import { PROTOCOL_VERSION } from "../../shared/protocol/version.js";

export interface AdmissionFacts {
  /** the run's secret, 32 bytes in hex */
  readonly secret: string;
  readonly participants: number;
  /** digest of the layout of the server's model */
  readonly layout: string;
}

/** The participant's number, or why it may not join. */
export function admit(presented: unknown, facts: AdmissionFacts): number | Refusal {
  const version = (presented as { protocol?: unknown } | null)?.protocol;
  if (version !== PROTOCOL_VERSION) {
    return refuse("wrong-protocol", `this server speaks protocol ${PROTOCOL_VERSION}, the client ${String(version)}`);
  }
  const parsed = join.safeParse(presented);
  if (!parsed.success) return refuse("malformed", "join must hold protocol, participant, token and layout only");
  const { participant, token, layout } = parsed.data;
  if (participant >= facts.participants) {
    return refuse("unknown-participant", `participants are 0 to ${facts.participants - 1}, not ${participant}`);
  }
  if (!sameToken(token, tokenFor(facts.secret, participant))) {
    return refuse("bad-token", `the token is not participant ${participant}'s of this run`);
  }
  if (layout !== facts.layout) {
    return refuse("wrong-layout", "the client's model has other parameters than the server's");
  }
  return participant;
}
