/** What it was measured on. @module */
import { cpus, loadavg, platform, release, totalmem } from "node:os";
import { availableBackends } from "./support/backends.js";

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly platform: string;
  readonly node: string;
  /** version by name, of those that are available */
  readonly backends: Readonly<Record<string, string>>;
  /** processes that wanted a core in the last minute, on average, before anything was measured */
  readonly loadAtStart: number;
}

export async function describeMachine(): Promise<Machine> {
  const [loadAtStart] = loadavg();
  const processors = cpus();
  const backends = (await availableBackends()).map(({ name, version }) => [name, version ?? "unknown"] as const);
  return {
    processor: processors[0]?.model ?? "unknown",
    cores: processors.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    platform: `${platform()} ${release()}`,
    node: process.version,
    backends: Object.fromEntries(backends),
    loadAtStart: Number(loadAtStart.toFixed(2)),
  };
}

/** Whether others used so much of the machine that even ratios are to be doubted. */
export function isBusy({ loadAtStart, cores }: Machine): boolean {
  return loadAtStart > cores / 4;
}
