/** Puts the npm package in place where `npm ci` left it out. @module */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { command } from "./command.mjs";
import { NativeFailure, broken, unavailable } from "./failure.mjs";
import { withPartial } from "./partial.mjs";

export const packageName = "@tensorflow/tfjs-node";

/**
 * Adds the package and what it depends on, in the versions and places of the project's lock file, and touches nothing
 * else: `npm install` in the project would also remove what the lock file does not know.
 * @param {string} project its folder
 * @returns {Promise<number>} how many packages were added
 */
export async function ensurePackage(project) {
  const modules = join(project, "node_modules");
  if (!existsSync(modules)) {
    throw new NativeFailure(broken, "nothing is installed", `${modules} does not exist`, "run `npm ci` first");
  }
  if (existsSync(join(modules, packageName, "package.json"))) return 0;
  return withPartial(modules, async (stage) => {
    await install(project, stage);
    const missing = topLevelPackages(stage).filter((place) => !existsSync(join(project, place)));
    for (const place of missing) {
      mkdirSync(dirname(join(project, place)), { recursive: true });
      renameSync(join(stage, place), join(project, place));
    }
    return missing.length;
  });
}

/** Installs from the project's lock file, narrowed to this one package, without running its download. */
async function install(project, stage) {
  const lock = readJson(join(project, "package-lock.json"));
  const { version } = lock.packages[`node_modules/${packageName}`];
  const manifest = { name: "native", version: "0.0.0", dependencies: { [packageName]: version } };
  lock.packages[""] = manifest;
  writeFileSync(join(stage, "package.json"), JSON.stringify(manifest));
  writeFileSync(join(stage, "package-lock.json"), JSON.stringify(lock));
  const options = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--prefix", stage];
  try {
    await command("npm", ["ci", ...options], { cwd: stage });
  } catch (error) {
    const what = `npm could not download ${packageName} ${version}`;
    throw new NativeFailure(unavailable, what, error.message, "check the network and npm's registry, and run it again");
  }
}

/** Their places, the package itself last: where it is, all of its dependencies are. */
function topLevelPackages(stage) {
  const { packages } = readJson(join(stage, "node_modules", ".package-lock.json"));
  return Object.keys(packages)
    .filter((place) => place.lastIndexOf("node_modules/") === 0)
    .sort((a, b) => Number(a.endsWith(packageName)) - Number(b.endsWith(packageName)));
}

const readJson = (path) => JSON.parse(readFileSync(path, "utf8"));
