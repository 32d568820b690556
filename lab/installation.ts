/** The running installation: where it lies and which version it is. @module */
import { createRequire } from "node:module";
import { dirname } from "node:path";

const require = createRequire(import.meta.url);

/** The package's own folder, from a checkout as from node_modules. */
export function installationRoot(): string {
  return dirname(require.resolve("fedleak/package.json"));
}

export function version(): string {
  return (require("fedleak/package.json") as { version: string }).version;
}
