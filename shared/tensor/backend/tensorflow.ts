/** The TensorFlow library, by @tensorflow/tfjs-node, where it is installed. @module */
import type { Backend } from "./backend.js";
import { replaceKernel } from "./replace-kernel.js";
import { maxPoolGrad } from "./tensorflow-max-pool-grad.js";

/** What the library reads when it is loaded; what the user has set stays. */
const settings: Readonly<Record<string, string>> = {
  // One thread: many processes share the cores, and one order of summation gives one digest.
  TF_NUM_INTRAOP_THREADS: "1",
  TF_NUM_INTEROP_THREADS: "1",
  // Convolutions in the instructions that the processor has: twice as fast, and not everywhere the default.
  TF_ENABLE_ONEDNN_OPTS: "1",
  // Errors only: the rest is advice on standard error.
  TF_CPP_MIN_LOG_LEVEL: "2",
};

let version: Promise<string> | undefined;

export const tensorflow: Backend = {
  name: "tensorflow",
  strength: "the fastest for convolutions",
  remedy: "choose `--backend wasm`, or build it with `npm run native`",
  load: () => (version ??= load()),
};

async function load(): Promise<string> {
  for (const [name, value] of Object.entries(settings)) process.env[name] ??= value;
  // A name of type string keeps the optional package's types out of the build.
  const optionalPackage: string = "@tensorflow/tfjs-node";
  const loaded = (await import(optionalPackage).catch(explain)) as { version?: Record<string, string> };
  replaceKernel("tensorflow", "MaxPoolGrad", () => maxPoolGrad);
  return loaded.version?.["tfjs-node"] ?? "unknown";
}

function explain(error: NodeJS.ErrnoException): never {
  throw error.code === "ERR_MODULE_NOT_FOUND" ? new Error("@tensorflow/tfjs-node is not installed") : error;
}
