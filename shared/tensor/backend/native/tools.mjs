/** What the build needs of the machine. @module */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { command } from "./command.mjs";
import { NativeFailure, unavailable } from "./failure.mjs";

/**
 * @returns {Promise<{ nodeGyp: string, nodeRoot: string }>} the node-gyp to run, and the folder whose include/node holds
 *   the headers of this very Node
 */
export async function findTools() {
  requirePlatform();
  await requireCommand("python3", ["-m", "pip", "--version"], "install Python 3 with pip (Debian: python3-pip)");
  await requireCommand("make", ["--version"], "install make (Debian: build-essential)");
  await requireCommand(process.env["CXX"] || "c++", ["--version"], "install a C++ compiler (Debian: build-essential)");
  return { nodeGyp: nodeGyp(), nodeRoot: nodeRoot() };
}

/** That of the wheel: its libraries are for x86-64 and glibc. */
function requirePlatform() {
  const { platform, arch } = process;
  const libc = process.report.getReport().header.glibcVersionRuntime;
  if (platform === "linux" && arch === "x64" && libc !== undefined) return;
  const found = `this is ${platform} ${arch}${platform === "linux" && libc === undefined ? " without glibc" : ""}`;
  const remedy = "`npm rebuild @tensorflow/tfjs-node` tries the package's own download; everything runs on wasm";
  throw new NativeFailure(unavailable, "only Linux with glibc on x64 can be built for", found, remedy);
}

async function requireCommand(program, args, remedy) {
  try {
    await command(program, args);
  } catch (error) {
    throw new NativeFailure(unavailable, `\`${[program, ...args].join(" ")}\` does not work`, error.message, remedy);
  }
}

/** npm tells its scripts where its own one is. */
function nodeGyp() {
  const path = process.env["npm_config_node_gyp"];
  if (path !== undefined && existsSync(path)) return path;
  const why = "npm did not say where its own is";
  throw new NativeFailure(unavailable, "there is no node-gyp", why, "start it by `npm run native`");
}

function nodeRoot() {
  const root = process.env["npm_config_nodedir"] || dirname(dirname(process.execPath));
  const header = join(root, "include", "node", "node_api.h");
  if (existsSync(header)) return root;
  const remedy = "install Node's headers, or set npm_config_nodedir to the folder that holds include/node";
  throw new NativeFailure(
    unavailable,
    `there are no headers of Node ${process.version}`,
    `${header} does not exist`,
    remedy,
  );
}
