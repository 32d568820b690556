/** Turns that wait until a test lets them go on, so that whatever it does meanwhile happens in the middle of them. @module */
import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** A defence that changes nothing, but keeps its participant's process waiting in round 3 until the file `open` is there. */
const source = (open: string) => `import { existsSync } from "node:fs";
import { defineDefence, z } from "fedleak";
const clock = new Int32Array(new SharedArrayBuffer(4));
export default defineDefence({
  name: "gate",
  summary: "Waits in round 3.",
  reference: { title: "none", url: "https://example.org", year: 2026 },
  params: z.strictObject({}),
  create: (params) => ({
    params,
    protectUpdate: (update, { round }) => {
      while (round === 3 && !existsSync(${JSON.stringify(open)})) Atomics.wait(clock, 0, 0, 10);
      return { update, measurements: [] };
    },
    release: (before) => before,
  }),
});
`;

export interface Gate {
  /** as an element of a scenario's list of defences */
  readonly defence: string;
  open(): void;
}

/** @param directory of the scenario */
export function closedGate(directory: string): Gate {
  const open = join(directory, "open");
  writeFileSync(join(directory, "gate.js"), source(open));
  return { defence: `{ kind: ${join(directory, "gate.js")} }`, open: () => writeFileSync(open, "") };
}
