/** Lets other events through during long computations. @module */

/** how long a computation may keep the event loop to itself, ms: far less than a heartbeat may be late */
const HOLD_MS = 250;

/** @returns a function that waits for other events, if it has been called again only after a while, and else not */
export function breather(): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < HOLD_MS) return;
    await new Promise((resume) => setImmediate(resume));
    last = performance.now();
  };
}
