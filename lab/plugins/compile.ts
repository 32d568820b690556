/** Compiles a plug-in outside the repository into one file that every process of a run can import. @module */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rename, stat, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import type { BuildFailure, Message, Plugin } from "esbuild";
import { PluginError } from "./plugin-error.js";

/** What `import ... from "fedleak"` means: the public API of the running installation. */
const publicApi: Plugin = {
  name: "fedleak",
  setup({ onResolve }) {
    onResolve({ filter: /^fedleak$/ }, () => ({ path: import.meta.resolve("fedleak"), external: true }));
  },
};

/**
 * Bundles the plug-in at `file`, with the packages it uses, into `outDir`.
 * @returns file URL of the module; another one for other content, so that no import is stale
 * @throws {PluginError} when there is no such file, or it cannot be compiled
 */
export async function compilePlugin(file: string, outDir: string): Promise<string> {
  const found = await stat(file).catch(() => undefined);
  if (found === undefined) throw new PluginError("there is no such file", "the path is relative to the scenario file");
  if (!found.isFile()) throw new PluginError("this is a directory", "name the file of the plug-in itself");
  const code = await bundle(file);
  const digest = createHash("sha256").update(code).digest("hex").slice(0, 8);
  const compiled = join(outDir, `${basename(file, extname(file))}-${digest}.mjs`);
  if (existsSync(compiled)) return pathToFileURL(compiled).href;
  await mkdir(outDir, { recursive: true });
  // another process may be compiling the same: whoever is last renames the same content
  const draft = `${compiled}.${process.pid}`;
  await writeFile(draft, code);
  await rename(draft, compiled);
  return pathToFileURL(compiled).href;
}

async function bundle(file: string): Promise<string> {
  try {
    const { outputFiles } = await build({
      entryPoints: [file],
      absWorkingDir: dirname(file),
      bundle: true,
      write: false,
      format: "esm",
      platform: "node",
      target: "node20",
      sourcemap: "inline",
      logLevel: "silent",
      plugins: [publicApi],
    });
    return outputFiles[0]?.text ?? "";
  } catch (error) {
    const [first] = (error as Partial<BuildFailure>).errors ?? [];
    if (first === undefined) throw error;
    throw new PluginError(`${place(first, file)}${first.text}`, "correct the plug-in and run again");
  }
}

function place({ location }: Message, file: string): string {
  if (location === null) return "";
  const path = relative(process.cwd(), join(dirname(file), location.file));
  return `${path}:${location.line}:${location.column + 1}: `;
}
