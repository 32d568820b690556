/** WebAssembly: fast for dense models, the fastest for small ones, and always there. @module */
import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import { env } from "@tensorflow/tfjs-core";
import type { Backend } from "./backend.js";
import { improveKernels } from "./wasm-kernels.js";

export const wasm: Backend = {
  name: "wasm",
  strength: "always there, and the fastest for small dense models",
  remedy: "reinstall with `npm ci`",
  async load() {
    const { setWasmPaths, version_wasm: version } = await import("@tensorflow/tfjs-backend-wasm");
    const manifest = createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm/package.json");
    setWasmPaths(join(dirname(manifest), "dist") + sep);
    // One thread: many processes share the cores, and one order of summation gives one digest.
    env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
    improveKernels();
    return version;
  },
};
