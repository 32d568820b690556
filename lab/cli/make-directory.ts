/** @module */
import { createRunDirectory, RunDirectoryError } from "../runs/run-directory.js";
import { UsageError } from "./usage-error.js";

/** @throws {UsageError} when `path` is there and not an empty directory */
export function makeDirectory(path: string): string {
  try {
    return createRunDirectory(path);
  } catch (error) {
    throw error instanceof RunDirectoryError ? new UsageError(error.message, error.hint) : error;
  }
}
