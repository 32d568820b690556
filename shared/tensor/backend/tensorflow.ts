/** The TensorFlow library, by @tensorflow/tfjs-node, where it is installed. @module */
import type { Backend } from "./backend.js";

export const tensorflow: Backend = {
  name: "tensorflow",
  strength: "the fastest for convolutions",
  remedy: "choose `--backend wasm`, or install the library of the optional package @tensorflow/tfjs-node",
  async load() {
    // A name of type string keeps the optional package's types out of the build.
    const optionalPackage: string = "@tensorflow/tfjs-node";
    const loaded = (await import(optionalPackage).catch(explain)) as { version?: Record<string, string> };
    return loaded.version?.["tfjs-node"] ?? "unknown";
  },
};

function explain(error: NodeJS.ErrnoException): never {
  throw error.code === "ERR_MODULE_NOT_FOUND" ? new Error("@tensorflow/tfjs-node is not installed") : error;
}
