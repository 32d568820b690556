/** Makes a program out of TypeScript sources, to be run in a process or thread of its own. @module */
import { build } from "esbuild";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Bundles an ES module that may import the project's files by paths from its root ("./shared/..."), and packages.
 * @param folder an empty folder, the caller's to remove
 * @returns the path of the file to run
 */
export async function bundleProgram(source: string, folder: string): Promise<string> {
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "dir");
  const outfile = join(folder, "program.mjs");
  await build({
    stdin: { contents: source, resolveDir: root, loader: "ts" },
    outfile,
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    logLevel: "silent",
  });
  return outfile;
}
