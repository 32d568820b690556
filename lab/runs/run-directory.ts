/** The run directory: made first, so that nothing a run does is lost. @module */
import { existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";

/** A directory that a run cannot have for itself. */
export class RunDirectoryError extends Error {
  override readonly name = "RunDirectoryError";
  /** what to do next */
  readonly hint = "give --out a directory that is not there yet, or leave it out";
}

/** `2026-11-23T20-01-16Z`: sorts by time and is a file name on every system. */
export function stamp(date: Date): string {
  return date
    .toISOString()
    .replace(/\.\d+Z$/, "Z")
    .replaceAll(":", "-");
}

/** Where a run goes when nobody says: runs/<scenario>/<stamp>-<hash8>. */
export function defaultRunDirectory(scenario: string, hash: string, date: Date): string {
  return resolve(join("runs", scenario, `${stamp(date)}-${hash}`));
}

/** @throws {RunDirectoryError} when `path` is there and not an empty directory */
export function createRunDirectory(path: string): string {
  if (existsSync(path)) {
    if (!statSync(path).isDirectory()) throw new RunDirectoryError(`${path} is a file`);
    if (readdirSync(path).length > 0) {
      throw new RunDirectoryError(`${path} is not empty; a run never overwrites`);
    }
  }
  mkdirSync(path, { recursive: true });
  return path;
}
