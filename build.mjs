/**
 * Bundles whatever starts a process or a thread, and the public API, into `dist/`, where each has the path of its
 * source: docs/decisions/0009. What an earlier build left there and this one does not write is removed.
 */
import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { build } from "esbuild";

const root = import.meta.dirname;
const require = createRequire(import.meta.url);
const filesIn = (folder) => readdirSync(join(root, folder), { recursive: true }).map((file) => `${folder}/${file}`);

const rooms = ["bench", "client", "lab", "network", "server", "shared"];
const entry = /(\/main|-worker|^bench\/workers\/[^/]+|^shared\/index)\.ts$/;

/** What is native, or needs files of its package, stays there and is loaded from there. */
const installed = /^(@tensorflow\/tfjs-(core|backend-cpu|backend-wasm)|@resvg\/resvg-js|esbuild)$/;
/** Optional native parts of packages that are bundled, which try each and can do without. */
const optional = ["bufferutil", "utf-8-validate", "msgpackr-extract"];

/** Has them loaded by `require`: before an `import` runs CommonJS it reads it for names, which takes several times as long. */
const required = {
  name: "required",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: installed }, ({ path, namespace }) =>
      namespace === "required" ? { path, external: true } : { path, namespace: "required" },
    );
    onLoad({ filter: /./, namespace: "required" }, ({ path }) => {
      const names = Object.keys(require(path)).filter((name) => name !== "default");
      return { contents: `const library = require("${path}"); export const { ${names} } = library;` };
    });
  },
};

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: rooms.flatMap(filesIn).filter((file) => entry.test(file)),
  outdir: "dist",
  outbase: ".",
  chunkNames: "chunks/[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20",
  sourcemap: true,
  sourcesContent: false,
  plugins: [required],
  external: optional,
  // CommonJS that is bundled asks for Node's own modules by `require`, which modules do not have
  banner: { js: `import { createRequire as from } from "node:module"; const require = from(import.meta.url);` },
  metafile: true,
  logLevel: "warning",
});

/** Name, version and licence of a package. */
function notice(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const files = readdirSync(folder, { withFileTypes: true }).filter((file) => file.isFile());
  const texts = files.flatMap((file) => (/^(licen[cs]e|notice)/i.test(file.name) ? [join(folder, file.name)] : []));
  const title = [`${name} ${version}`, ...(license === undefined ? [] : [license])].join(", ");
  return [title, ...texts.map((file) => readFileSync(file, "utf8").trim())].join("\n\n");
}

const packageFolder = /^.*node_modules\/(@[^/]+\/)?[^/]+/;
const packages = new Set(Object.keys(metafile.inputs).flatMap((file) => file.match(packageFolder)?.slice(0, 1) ?? []));
const notices = [...packages].sort().map((folder) => notice(join(root, folder)));
writeFileSync(join(root, "dist", "third-party-notices.txt"), notices.join(`\n\n${"-".repeat(80)}\n\n`));

for (const file of filesIn("dist")) {
  if (/\.js(\.map)?$/.test(file) && !(file in metafile.outputs)) rmSync(join(root, file));
}
