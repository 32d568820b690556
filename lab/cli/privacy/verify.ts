/** `fedleak privacy verify`: whether the ledgers that participants kept are whole. @module */
import { countOf } from "../../report/words/format.js";
import { verifyRun } from "../../runs/participant-ledgers.js";
import { withRun } from "../open-run.js";

/** Exit code 1 where a ledger is broken. */
export async function verify(run: string, { json }: { readonly json?: boolean }): Promise<void> {
  const found = await withRun(run, async (path) => verifyRun(path));
  const lines = found.flatMap(({ variant, seed, verified, broken }) => [
    `${variant}, seed ${seed}: ${countOf(verified, "ledger")} verified, ${broken.length} broken`,
    ...broken.map(({ participant, why }) => `  participant ${participant}: ${why}`),
  ]);
  process.stdout.write(`${json ? JSON.stringify(found, null, 2) : lines.join("\n")}\n`);
  if (found.some(({ broken }) => broken.length > 0)) process.exitCode = 1;
}
