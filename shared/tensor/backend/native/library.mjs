/** Gets TensorFlow's shared libraries and C headers out of its Python wheel, once for a user. @module */
import { existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { command } from "./command.mjs";
import { NativeFailure, broken, unavailable } from "./failure.mjs";
import { withPartial } from "./partial.mjs";

const requirement = "tensorflow-cpu==2.21.0";
const sha256 = "dcc8afd32930e42d5296b6ee19078b773706830af4ea97fbe503b9f5e0f820cb";
/** The libraries do not depend on Python: this wheel does for any Python that has pip. */
const wheel = ["--implementation=cp", "--python-version=3.12", "--abi=cp312", "--platform=manylinux_2_27_x86_64"];

export const libraries = ["libtensorflow_cc.so.2", "libtensorflow_framework.so.2"];

/** Those that the addon's sources include, directly or not. */
const headers = ["tensorflow/c/", "tensorflow/core/platform/", "tsl/platform/", "xla/tsl/c/"];

const extract = `
import sys, zipfile
wheel, target, *wanted = sys.argv[1:]
with zipfile.ZipFile(wheel) as archive:
    for name in archive.namelist():
        if name.startswith(tuple(wanted)):
            archive.extract(name, target)
`;

/**
 * Downloads 274 MB and keeps 854 MB in the user's cache, or finds them there.
 * @returns {Promise<{ folder: string, cached: boolean }>} where the libraries and `include/` are
 */
export async function ensureLibrary() {
  const cache = join(cacheHome(), "native");
  const home = join(cache, requirement.replace("==", "-"));
  const folder = join(home, "tensorflow");
  if (existsSync(home)) return { folder, cached: true };
  try {
    mkdirSync(cache, { recursive: true });
    await withPartial(cache, async (partial) => settle(await download(partial), home));
  } catch (error) {
    if (error instanceof NativeFailure) throw error;
    const remedy = "free 1.2 GB there, or set FEDLEAK_CACHE to a folder that you can write to";
    throw new NativeFailure(broken, `TensorFlow's library cannot be unpacked in ${cache}`, error.message, remedy);
  }
  return { folder, cached: false };
}

/** The same for all of the user's checkouts. */
function cacheHome() {
  const { FEDLEAK_CACHE: own, XDG_CACHE_HOME: shared } = process.env;
  return own || join(shared || join(homedir(), ".cache"), "fedleak");
}

/** Returns the folder inside `partial` that is complete. */
async function download(partial) {
  const list = join(partial, "requirements.txt");
  writeFileSync(list, `${requirement} --hash=sha256:${sha256}\n`);
  const what = ["--no-deps", "--only-binary=:all:", "--require-hashes", "--requirement", list];
  const how = ["--no-cache-dir", "--progress-bar=off", "--dest", partial];
  try {
    await command("python3", ["-m", "pip", "download", ...wheel, ...what, ...how]);
  } catch (error) {
    const remedy = "check the network and pip's index, and run it again; until then everything runs on wasm";
    throw new NativeFailure(unavailable, `pip could not download ${requirement}`, error.message, remedy);
  }
  const archive = readdirSync(partial).find((name) => name.endsWith(".whl"));
  const wanted = [...libraries.map((name) => `tensorflow/${name}`), ...headers.map((h) => `tensorflow/include/${h}`)];
  const complete = join(partial, "complete");
  await command("python3", ["-c", extract, join(partial, archive), complete, ...wanted]);
  return complete;
}

/** By one rename: an interrupted build leaves nothing that looks complete, and of two at a time the first one wins. */
function settle(complete, home) {
  try {
    renameSync(complete, home);
  } catch (error) {
    if (!existsSync(home)) throw error;
  }
}
