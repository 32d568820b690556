/** Where the peers live: Python environments in the user's cache, never in the repository. @module */
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** each has an environment of its own: their requirements may contradict each other */
export type Peer = "torch" | "flower" | "dp-accounting";

const folder = join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "fedleak", "peers");
const environment = (peer: Peer): string => join(folder, peer);
/** written last: an installation that was cut off has none */
const marker = (peer: Peer): string => join(environment(peer), "complete");

export const peers = {
  folder,
  environment,
  marker,
  isInstalled: (peer: Peer) => existsSync(marker(peer)),
  /** its interpreter */
  python: (peer: Peer) => join(environment(peer), "bin", "python"),
  /** a file here in the sources: what is not TypeScript is not compiled */
  source: (file: string) => new URL(`../../bench/peers/${file}`, import.meta.resolve("fedleak")),
};
