/** What a run ran on: a digest belongs to it. @module */
import { arch, cpus, platform, release, totalmem } from "node:os";
import { version } from "../installation.js";

export interface Environment {
  readonly fedleak: string;
  readonly node: string;
  readonly platform: string;
  readonly processor: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly backend: { readonly name: string; readonly version: string };
  readonly randomness: "reproducible" | "secure";
}

export function environment(
  backend: { readonly name: string; readonly version: string },
  randomness: Environment["randomness"],
): Environment {
  const processors = cpus();
  return {
    fedleak: version(),
    node: process.version,
    platform: `${platform()} ${release()} ${arch()}`,
    processor: processors[0]?.model ?? "unknown",
    cores: processors.length,
    memoryBytes: totalmem(),
    backend,
    randomness,
  };
}
