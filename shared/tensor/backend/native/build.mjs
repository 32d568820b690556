/**
 * `npm run native`: makes the backend tensorflow work where the package's own download is blocked, by compiling its
 * addon against the libraries of TensorFlow's Python wheel. What is done stays done: run it as often as you like.
 * Exit code 0: it works; 69: something that it needs cannot be had here; 1: it was built and does not work.
 */
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { buildAddon } from "./addon.mjs";
import { command } from "./command.mjs";
import { NativeFailure, broken } from "./failure.mjs";
import { ensureLibrary } from "./library.mjs";
import { ensurePackage, packageName } from "./package.mjs";
import { findTools } from "./tools.mjs";

const project = join(import.meta.dirname, "..", "..", "..", "..");

const say = (text) => process.stdout.write(`${text}\n`);

try {
  const before = await check().catch(() => undefined);
  if (before === undefined) await build();
  else say(`native: nothing to do, ${inWords(before)}`);
} catch (error) {
  if (!(error instanceof NativeFailure)) throw error;
  process.stderr.write(`native: ${error.message}\n`);
  process.exitCode = error.exitCode;
}

async function build() {
  const start = performance.now();
  const seconds = () => `(${((performance.now() - start) / 1000).toFixed(1)} s)`;
  const tools = await findTools();

  const added = await ensurePackage(project);
  say(`native: ${packageName} is in node_modules, ${added} packages were added ${seconds()}`);

  const { folder, cached } = await ensureLibrary();
  say(`native: TensorFlow's library ${cached ? "was" : "is now"} in ${folder} ${seconds()}`);

  await buildAddon(join(project, "node_modules", packageName), folder, tools);
  say(`native: the addon is compiled ${seconds()}`);

  try {
    say(`native: ${inWords(await check())} ${seconds()}`);
  } catch (error) {
    const remedy = "remove node_modules/@tensorflow/tfjs-node and run it again; if it fails again, report this";
    throw new NativeFailure(broken, "it was built and does not compute", error.message, remedy);
  }
}

/** In a process of its own: a library that does not load must not end this one. */
async function check() {
  const program = join(import.meta.dirname, "check.mjs");
  return JSON.parse(await command(process.execPath, [program], { env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: "3" } }));
}

function inWords({ version, residentMegabytes }) {
  return `${packageName} ${version} computes (${residentMegabytes} MB resident)`;
}
