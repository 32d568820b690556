/** The backends of this machine. @module */
import type { BackendProbe } from "../../shared/tensor/backend/index.js";
import { Worker } from "./worker.js";

let found: Promise<readonly BackendProbe[]> | undefined;

/** Those that are available; tried once. */
export function availableBackends(): Promise<readonly BackendProbe[]> {
  return (found ??= probe());
}

async function probe(): Promise<readonly BackendProbe[]> {
  const worker = new Worker<object, readonly BackendProbe[]>("backends");
  try {
    return (await worker.ask({})).filter(({ available }) => available);
  } finally {
    worker.stop();
  }
}
