/** The adversary's process where there is no federation: it attacks again what its seat saw in a recorded run. @module */
import type { AdversaryJob, FromServer, ToProcess } from "../../shared/process/messages.js";
import { AttackHost } from "./attack-host.js";

const send = (message: FromServer): void => void process.send?.(message);
let host: AttackHost | undefined;

// the launcher is gone, however it went: nothing here has a purpose any more
process.on("disconnect", () => process.exit(1));
// Ctrl-C reaches the whole process group; the launcher decides what to do about it
process.on("SIGINT", () => undefined);

process.on("message", (message: ToProcess<AdversaryJob>) => {
  if (message.type === "stop") process.exit(0);
  else if (message.type === "conclude") host?.abort();
  else if (message.type === "start") void attackAgain(message.job);
});

async function attackAgain({ attack, observations, seconds, ...task }: AdversaryJob): Promise<void> {
  host = new AttackHost(task, attack, (message) => {
    // whoever started this knows them
    if (message.type !== "observed") send(message);
  });
  for (const observation of observations) host.observe(observation);
  await host.finish(seconds);
  send({ type: "finished" });
}
