/** Where the compiled processes are. @module */

const publicApi = import.meta.resolve("fedleak");

/** Child processes start compiled code, also when the launcher itself runs from its sources, as in tests. */
export const compiled = {
  server: new URL("../server/main.js", publicApi),
  client: new URL("../client/main.js", publicApi),
  adversary: new URL("../server/adversary/main.js", publicApi),
  network: new URL("../network/main.js", publicApi),
  baselines: new URL("../lab/baselines/main.js", publicApi),
  judge: new URL("../lab/judge/main.js", publicApi),
};
