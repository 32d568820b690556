/** Where the compiled processes are. @module */

const root = new URL(import.meta.url.endsWith(".ts") ? "../../dist/" : "../../", import.meta.url);

/** Child processes start compiled code, also when the launcher itself runs from its sources, as in tests. */
export const compiled = {
  server: new URL("server/main.js", root),
  client: new URL("client/main.js", root),
  adversary: new URL("server/adversary/main.js", root),
  network: new URL("network/main.js", root),
  baselines: new URL("lab/baselines/main.js", root),
  judge: new URL("lab/judge/main.js", root),
};
