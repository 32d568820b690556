/** Runs a program to its end. @module */
import { execFile } from "node:child_process";
import { promisify } from "node:util";

/**
 * Returns what it wrote to stdout.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @throws {Error} whose message is the end of what it wrote, when it cannot be started or fails
 */
export async function command(program, args, options = {}) {
  try {
    const { stdout } = await promisify(execFile)(program, args, { maxBuffer: 2 ** 28, ...options });
    return stdout;
  } catch (error) {
    const lines = `${error.stdout ?? ""}\n${error.stderr ?? ""}`.split("\n").filter((line) => line.trim() !== "");
    throw new Error(lines.slice(-8).join("\n") || error.message, { cause: error });
  }
}
