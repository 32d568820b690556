/** The network's process: a relay between participants and server, and an adversary who listens to what passes. @module */
import type { Turn } from "../shared/plugins/attack.js";
import type { FromNetwork, NetworkJob, ToProcess } from "../shared/process/messages.js";
import { Eavesdropper } from "./eavesdropper.js";
import { Relay } from "./relay.js";
import { whatSizesTell } from "./tls/what-sizes-tell.js";

/** how long connections may take to close once training is over, seconds */
const CLOSE_SECONDS = 5;

const send = (message: FromNetwork): void => void process.send?.(message);
let end: () => Promise<void> = async () => undefined;

// the launcher is gone, however it went: nothing here has a purpose any more
process.on("disconnect", () => process.exit(1));
// Ctrl-C reaches the whole process group; the launcher decides what to do about it
process.on("SIGINT", () => undefined);

process.on("message", (message: ToProcess<NetworkJob>) => {
  if (message.type === "stop") process.exit(0);
  else if (message.type === "trained") end().catch(fail);
  else if (message.type === "start") relay(message.job).catch(fail);
});

function fail(error: unknown): void {
  send({ type: "failed", reason: error instanceof Error ? error.message : String(error) });
}

async function relay({ url, messageBytes, parameters, turns }: NetworkJob): Promise<void> {
  const wanted = new Set(turns.map(turnName));
  const facts = { parameters, messageBytes, isWanted: (turn: Turn) => wanted.has(turnName(turn)) };
  const eavesdropper = new Eavesdropper(facts, (observation) => send({ type: "overheard", observation }));
  const { protocol, port } = new URL(url);
  const passing = new Relay(Number(port), () => eavesdropper.listen());
  end = async () => {
    await passing.idle(CLOSE_SECONDS);
    tell(eavesdropper, parameters);
  };
  send({ type: "listening", url: `${protocol}//127.0.0.1:${await passing.listen()}` });
}

/** What is left to say when nothing passes any more. */
function tell(eavesdropper: Eavesdropper, parameters: number): void {
  const connections = eavesdropper.encipheredTurns();
  connections.forEach((turns, connection) => {
    for (const turn of turns) send({ type: "event", event: { type: "enciphered-turn", connection, ...turn } });
  });
  const sizes = connections.length === 0 ? [] : whatSizesTell(connections, parameters);
  const reasons = [...new Set(eavesdropper.unreadable)].map((reason) => `a connection could not be read: ${reason}`);
  send({ type: "silence", explanation: [...sizes, ...reasons] });
}

function turnName({ participant, round }: Turn): string {
  return `${round}/${participant}`;
}
