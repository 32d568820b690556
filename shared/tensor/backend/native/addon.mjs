/** Compiles the package's addon against the libraries. @module */
import { linkSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { command } from "./command.mjs";
import { NativeFailure, broken } from "./failure.mjs";
import { libraries } from "./library.mjs";

/** The highest version of Node's addon interface that the package knows; every Node that the project allows has it. */
const napi = 8;

/**
 * @param {string} home the package's folder
 * @param {string} library the folder with the libraries and `include/`
 * @param {{ nodeGyp: string, nodeRoot: string }} tools
 */
export async function buildAddon(home, library, { nodeGyp, nodeRoot }) {
  place(home, library);
  const target = join(home, "lib", `napi-v${napi}`);
  const options = [
    `--nodedir=${nodeRoot}`,
    "--module_name=tfjs_binding",
    `--module_path=${target}`,
    `--napi_version=${napi}`,
    `--napi_build_version=${napi}`,
  ];
  try {
    await command(process.execPath, [nodeGyp, "rebuild", ...options], { cwd: home });
  } catch (error) {
    throw new NativeFailure(broken, "the addon does not compile", error.message, "report this; wasm works without it");
  }
}

/** Where the package's binding.gyp looks, and where the addon finds them at run time: relative to itself. */
function place(home, library) {
  const deps = join(home, "deps");
  rmSync(deps, { recursive: true, force: true });
  mkdirSync(join(deps, "lib"), { recursive: true });
  symlinkSync(join(library, "include"), join(deps, "include"));
  for (const name of libraries) link(join(library, name), join(deps, "lib", name));
  symlinkSync("libtensorflow_cc.so.2", join(deps, "lib", "libtensorflow.so"));
  symlinkSync("libtensorflow_framework.so.2", join(deps, "lib", "libtensorflow_framework.so"));
}

/** A second name for the same 788 MB, which outlives the cache; on another file system, a pointer to them. */
function link(from, to) {
  try {
    linkSync(from, to);
  } catch {
    symlinkSync(from, to);
  }
}
