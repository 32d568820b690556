/** Chooses and starts what computes. @module */
import { enableProdMode, getBackend, setBackend } from "@tensorflow/tfjs-core";
import type { Backend, BackendName } from "./backend.js";
import { cpu } from "./cpu.js";
import { withoutNewProcessListeners } from "./process-listeners.js";
import { tensorflow } from "./tensorflow.js";
import { wasm } from "./wasm.js";

const backends: readonly Backend[] = [wasm, cpu, tensorflow];

export interface BackendInUse {
  readonly name: BackendName;
  readonly version: string;
  /** why this one, in words */
  readonly why: string;
}

export interface BackendProbe {
  readonly name: BackendName;
  readonly available: boolean;
  readonly version?: string;
  /** what it is good for, or why it is not available */
  readonly why: string;
}

export interface Workload {
  /** whether any network of the run is convolutional; default no */
  readonly convolutional?: boolean;
}

/**
 * Starts the backend that everything after this call computes on.
 *
 * `auto` is tensorflow for convolutional networks where it can be loaded, and wasm for all else: it is always
 * installed, and nearly as fast for dense networks. A digest belongs to a backend, so ask for `auto` once in a run and
 * name what it chose to every other process.
 * @throws when that backend is not available, saying why and what to do
 */
export async function useBackend(
  choice: "auto" | BackendName,
  { convolutional = false }: Workload = {},
): Promise<BackendInUse> {
  if (choice === "auto")
    return convolutional ? await tensorflowOrWasm() : await use("wasm", "auto: the network is dense");
  if (!backends.some(({ name }) => name === choice)) {
    throw new RangeError(
      `unknown backend ${String(choice)}: choose auto, ${backends.map(({ name }) => name).join(", ")}`,
    );
  }
  return await use(choice, "as asked for");
}

async function tensorflowOrWasm(): Promise<BackendInUse> {
  try {
    return await use("tensorflow", "auto: the fastest for convolutional networks");
  } catch (error) {
    const reason = firstLine((error as Error).cause);
    return await use("wasm", `auto: tensorflow, faster for convolutional networks, is not available: ${reason}`);
  }
}

async function use(name: BackendName, why: string): Promise<BackendInUse> {
  const backend = backends.find((candidate) => candidate.name === name) as Backend;
  try {
    return { name, version: await start(backend), why };
  } catch (error) {
    throw new Error(`backend ${name} is not available: ${firstLine(error)}. What to do: ${backend.remedy}.`, {
      cause: error,
    });
  }
}

/** Tries every backend, then returns to the one in use; heavy, as it loads them all. */
export async function probeBackends(): Promise<BackendProbe[]> {
  const before = getBackend();
  const probes: BackendProbe[] = [];
  for (const backend of backends) probes.push(await probe(backend));
  if (before) await setBackend(before);
  return probes;
}

async function probe(backend: Backend): Promise<BackendProbe> {
  const { name, strength } = backend;
  try {
    return { name, available: true, version: await start(backend), why: strength };
  } catch (error) {
    return { name, available: false, why: firstLine(error) };
  }
}

async function start(backend: Backend): Promise<string> {
  // Only silences the library's advertisements and warnings on the console.
  enableProdMode();
  const version = await backend.load();
  const started = await withoutNewProcessListeners(() => setBackend(backend.name));
  if (!started) throw new Error("it was loaded but did not start");
  return version;
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split("\n", 1)[0].trim().replace(/\.$/, "");
}
