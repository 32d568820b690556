/** Runs named on the command line. @module */
import { readRun, UnreadableRun } from "../runs/read-run.js";
import type { RecordedRun } from "../runs/read-run.js";
import { UsageError } from "./usage-error.js";

/** What `use` makes of a run directory. @throws {UsageError} where it cannot be read as one */
export async function withRun<T>(path: string, use: (path: string) => Promise<T>): Promise<T> {
  try {
    return await use(path);
  } catch (error) {
    throw error instanceof UnreadableRun ? new UsageError(error.message, error.hint) : error;
  }
}

/** @throws {UsageError} where `path` cannot be read as a run directory */
export function openRun(path: string): Promise<RecordedRun> {
  return withRun(path, readRun);
}
