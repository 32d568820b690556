/** A folder for work that is not finished. @module */
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

const prefix = ".native-";

/**
 * Calls `work` with a new folder inside `parent` (the same file system: what is complete leaves it by one rename), and
 * removes it afterwards, along with those of processes that were killed.
 * @template T
 * @param {string} parent
 * @param {(folder: string) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withPartial(parent, work) {
  for (const name of readdirSync(parent)) {
    if (name.startsWith(prefix) && !isRunning(Number(name.slice(prefix.length)))) remove(join(parent, name));
  }
  const folder = join(parent, `${prefix}${process.pid}`);
  mkdirSync(folder);
  try {
    return await work(folder);
  } finally {
    remove(folder);
  }
}

const remove = (folder) => rmSync(folder, { recursive: true, force: true });

function isRunning(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
}
