/** Keeps libraries from deciding how our process ends. @module */

const events = ["uncaughtException", "unhandledRejection"] as const;

/**
 * Runs `action`, then takes away the listeners for fatal errors that were added meanwhile: the WebAssembly loader adds
 * some that rethrow, which would turn a clear error into a page of its source and another exit code.
 */
export async function withoutNewProcessListeners<T>(action: () => Promise<T>): Promise<T> {
  const before = events.map((event) => process.rawListeners(event));
  try {
    return await action();
  } finally {
    events.forEach((event, i) => {
      for (const listener of process.rawListeners(event)) {
        if (!before[i].includes(listener)) process.removeListener(event, listener as (...args: unknown[]) => void);
      }
    });
  }
}
