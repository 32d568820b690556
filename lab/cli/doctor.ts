/** `fedleak doctor`: what this machine offers. @module */
import { cpus, totalmem } from "node:os";
import type { Command } from "commander";
import { datasets } from "../../shared/datasets/index.js";
import { probeBackends, useBackend } from "../../shared/tensor/backend/index.js";
import { version } from "../installation.js";

export function registerDoctor(program: Command): void {
  program
    .command("doctor")
    .description("say which backends, data sets and resources there are, and why")
    .option("--json", "print one JSON document")
    .action(async ({ json }: { json?: boolean }) => {
      const findings = await examine();
      process.stdout.write(json ? `${JSON.stringify(findings, null, 2)}\n` : inWords(findings));
    });
}

async function examine() {
  const chosen = await useBackend("auto");
  const backends = await probeBackends();
  return {
    fedleak: version(),
    node: process.version,
    cores: cpus().length,
    memoryGiB: Number((totalmem() / 2 ** 30).toFixed(1)),
    backends,
    auto: { backend: chosen.name, why: chosen.why },
    datasets: datasets.flatMap(({ name, params, create }) => {
      const defaults = params.safeParse({});
      // a dataset that must be told where its files are can be tried by `validate` only
      if (!defaults.success) return [];
      try {
        const dataset = create(defaults.data, { folder: "." });
        const { count: train } = dataset.open("train");
        return { name, available: true, detail: `${train} training and ${dataset.open("test").count} test examples` };
      } catch (error) {
        return { name, available: false, detail: error instanceof Error ? error.message : String(error) };
      }
    }),
  };
}

function inWords({ fedleak, node, cores, memoryGiB, backends, auto, datasets }: Awaited<ReturnType<typeof examine>>) {
  const mark = (available: boolean) => (available ? "yes" : "no ");
  return [
    `fedleak ${fedleak} · Node ${node} · ${cores} cores · ${memoryGiB} GiB`,
    "",
    "backends",
    ...backends.map(({ name, available, version, why }) => {
      return `  ${mark(available)} ${name.padEnd(11)}${(version ?? "").padEnd(8)} ${why}`;
    }),
    `  --backend auto takes ${auto.backend} (${auto.why})`,
    "",
    "data sets",
    ...datasets.map(({ name, available, detail }) => `  ${mark(available)} ${name.padEnd(11)} ${detail}`),
    "",
  ].join("\n");
}
