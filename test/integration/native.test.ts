/** `npm run native` where something is missing: a checkout of its own, with stand-ins for the programs that it calls. */
import { execFile } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { temporaryDirectory } from "../support/cli.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = "shared/tensor/backend/native";
const lock = readFileSync(join(root, "package-lock.json"), "utf8");

/** `pip download` that brings a wheel, and the unpacking of it, in Python's stead. */
const python = `
case "$*" in
  *"pip --version"*) exit 0 ;;
  *"pip download"*) for folder; do :; done; echo wheel > "$folder/tensorflow_cpu.whl"; echo >> "$CALLS" ;;
  *) mkdir -p "$4/tensorflow/include"; cd "$4/tensorflow"
     echo cc > libtensorflow_cc.so.2; echo framework > libtensorflow_framework.so.2 ;;
esac`;

/** `npm ci` that brings the package and one that it depends on. */
const npm = `
mkdir -p node_modules/@tensorflow/tfjs-node node_modules/adm-zip node_modules/present
for package in @tensorflow/tfjs-node adm-zip present; do echo '{"name":"new"}' > node_modules/$package/package.json; done
echo '{"packages":{"node_modules/@tensorflow/tfjs-node":{},"node_modules/adm-zip":{},"node_modules/present":{}}}' \\
  > node_modules/.package-lock.json`;

const fails = (words: string) => `echo "${words}" >&2; exit 1`;

class Checkout {
  readonly home = temporaryDirectory();
  readonly cache = join(this.home, "cache");

  constructor(programs: Record<string, string> = {}) {
    cpSync(join(root, folder), join(this.home, folder), { recursive: true });
    this.write("package-lock.json", lock);
    this.write("node_modules/present/package.json", '{"name":"old"}');
    this.write("node_modules/unknown-to-the-lock-file/package.json", "{}");
    this.write("headers/include/node/node_api.h", "");
    this.write("node-gyp.js", 'process.stderr.write("c_api.h: not today"); process.exit(1);');
    for (const [name, script] of Object.entries({ python3: python, npm, make: "", "c++": "", ...programs })) {
      this.write(`bin/${name}`, `#!/bin/sh\nPATH=/bin:/usr/bin\n${script}\n`);
      chmodSync(join(this.home, "bin", name), 0o755);
    }
  }

  write(path: string, text: string): void {
    mkdirSync(join(this.home, path, ".."), { recursive: true });
    writeFileSync(join(this.home, path), text);
  }

  list(path: string): string[] {
    return existsSync(join(this.home, path)) ? readdirSync(join(this.home, path)).sort() : [];
  }

  build(environment: Record<string, string> = {}): Promise<{ code: unknown; stdout: string; stderr: string }> {
    const env = {
      PATH: join(this.home, "bin"),
      CALLS: join(this.home, "downloads"),
      FEDLEAK_CACHE: this.cache,
      npm_config_nodedir: join(this.home, "headers"),
      npm_config_node_gyp: join(this.home, "node-gyp.js"),
      ...environment,
    };
    return new Promise((resolve) => {
      execFile(process.execPath, [join(this.home, folder, "build.mjs")], { env }, (error, stdout, stderr) => {
        resolve({ code: error?.code ?? 0, stdout, stderr });
      });
    });
  }
}

describe.runIf(process.platform === "linux" && process.arch === "x64")("npm run native", () => {
  test.each([
    ["python3", "pip --version` does not work: not here. What to do: install Python 3 with pip"],
    ["make", "`make --version` does not work: not here. What to do: install make"],
    ["c++", "`c++ --version` does not work: not here. What to do: install a C++ compiler"],
    ["npm", "npm could not download @tensorflow/tfjs-node 4.22.0: not here. What to do: check the network"],
  ])("without %s says what to do, and exits with 69", async (program, words) => {
    const checkout = new Checkout({ [program]: fails("not here") });
    const { code, stderr } = await checkout.build();
    expect(stderr).toContain(words);
    expect(code).toBe(69);
    expect(checkout.list("node_modules")).toEqual(["present", "unknown-to-the-lock-file"]);
  });

  test.each([
    ["npm_config_nodedir", "include/node/node_api.h does not exist. What to do: install Node's headers"],
    ["npm_config_node_gyp", "there is no node-gyp: npm did not say where its own is. What to do: start it by `npm run"],
  ])("with nothing at %s says what to do, and exits with 69", async (variable, words) => {
    const { code, stderr } = await new Checkout().build({ [variable]: "/nowhere" });
    expect(stderr).toContain(words);
    expect(code).toBe(69);
  });

  test("a blocked download leaves nothing behind, and exits with 69", async () => {
    const checkout = new Checkout({ python3: `[ "$3" = --version ] || { ${fails("no route to host")}; }` });
    const { code, stderr } = await checkout.build();
    expect(stderr).toContain("pip could not download tensorflow-cpu==2.21.0: no route to host. What to do: check the");
    expect(code).toBe(69);
    expect(checkout.list("cache/native")).toEqual([]);
  });

  test("adds the missing packages and touches no other", async () => {
    const checkout = new Checkout();
    const { code, stdout, stderr } = await checkout.build();
    expect(stdout).toContain("@tensorflow/tfjs-node is in node_modules, 2 packages were added");
    expect(stderr).toContain("the addon does not compile: c_api.h: not today");
    expect(code).toBe(1);
    expect(checkout.list("node_modules")).toEqual(["@tensorflow", "adm-zip", "present", "unknown-to-the-lock-file"]);
    expect(readFileSync(join(checkout.home, "node_modules/present/package.json"), "utf8")).toBe('{"name":"old"}');
    expect(readFileSync(join(checkout.home, "package-lock.json"), "utf8")).toBe(lock);
  });

  test("downloads once, also for another checkout, and removes what a killed build left", async () => {
    const first = new Checkout();
    const dead = 2 ** 22 + 1;
    first.write(`cache/native/.native-${dead}/tensorflow_cpu.whl`, "half");
    await first.build();
    expect(first.list("cache/native")).toEqual(["tensorflow-cpu-2.21.0"]);
    const second = new Checkout();
    const shared = { FEDLEAK_CACHE: first.cache, CALLS: join(first.home, "downloads") };
    expect((await second.build(shared)).stdout).toContain("TensorFlow's library was in");
    expect(readFileSync(join(first.home, "downloads"), "utf8")).toBe("\n");

    rmSync(first.cache, { recursive: true });
    const deps = "node_modules/@tensorflow/tfjs-node/deps/lib";
    expect(second.list(deps)).toEqual([
      "libtensorflow.so",
      "libtensorflow_cc.so.2",
      "libtensorflow_framework.so",
      "libtensorflow_framework.so.2",
    ]);
    expect(readFileSync(join(second.home, deps, "libtensorflow.so"), "utf8")).toBe("cc\n");
  });
});
