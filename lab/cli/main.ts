#!/usr/bin/env node
/** The `fedleak` command: checks the version of Node, then hands over. @module */

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major < 20 || (major === 20 && minor < 19) || major > 22) {
  process.stderr.write(`fedleak needs Node 20.19 or newer, up to 22; this is ${process.version}\n`);
  process.exitCode = 2;
} else {
  // a reader that closes early, as in `fedleak list | head -1`, has what it wanted
  process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));
  if (process.argv.includes("--debug")) {
    // stacks name sources, not bundles, here and in the processes that this one starts
    process.setSourceMapsEnabled(true);
    process.env["NODE_OPTIONS"] = `${process.env["NODE_OPTIONS"] ?? ""} --enable-source-maps`;
  }
  const { main } = await import("./program.js");
  await main(process.argv.slice(2));
}
