/** Where compiled plug-ins are kept. @module */
import { homedir } from "node:os";
import { join } from "node:path";

/**
 * The user's cache directory. Files in it are named by their content: they serve every run, and a run that is killed
 * leaves nothing behind that the next one would not use.
 */
export function pluginCache(): string {
  return join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "fedleak", "plugins");
}
