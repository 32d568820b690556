/** An attack on what was recorded, in a process of its own: the adversary of a federation, without the federation. @module */
import type { AdversaryJob, FromServer } from "../../shared/process/messages.js";
import type { RunEvent } from "../../shared/process/run-events.js";
import { Child } from "./child.js";
import { compiled } from "./compiled.js";
import type { AttackOutcome } from "./federation.js";

/** Never rejects. Aborted, the attack is asked for the claims it has, and ended if it does not hand them over soon. */
export async function runAdversary(
  job: AdversaryJob,
  onEvent: (event: RunEvent) => void,
  signal: AbortSignal,
): Promise<AttackOutcome> {
  let outcome: AttackOutcome | undefined;
  let finish: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => (finish = resolve));
  const adversary = new Child(compiled.adversary, job, (message: FromServer) => {
    if (message.type === "event") onEvent(message.event);
    else if (message.type === "claims") outcome = { claims: message.claims };
    else if (message.type === "attack-failed" || message.type === "failed")
      outcome = { claims: [], failure: message.reason };
    else if (message.type === "finished") finish();
  });
  const conclude = (): void => adversary.send({ type: "conclude" });
  if (signal.aborted) conclude();
  signal.addEventListener("abort", conclude, { once: true });
  const ended = adversary.ended.then((how) => (outcome ??= { claims: [], failure: `its process ended (${how})` }));
  await Promise.race([finished, ended]);
  signal.removeEventListener("abort", conclude);
  await adversary.stop();
  return outcome ?? (await ended);
}
