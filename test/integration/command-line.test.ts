/** The verbs that start nothing, as a user runs them: what they print, where, and the exit code. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { shelves } from "../../lab/plugins/built-in.js";
import { runCli, smallScenario, temporaryDirectory } from "../support/cli.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

describe("fedleak", () => {
  test("without a verb shows help and is bad usage", async () => {
    const { code, stdout, stderr } = await runCli([]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("Usage: fedleak");
  });

  test("--help leads with three examples", async () => {
    const { code, stdout } = await runCli(["--help"]);
    expect(code).toBe(0);
    const [first, ...next] = stdout.split("\n");
    expect(first).toBe("Examples:");
    expect(next.slice(0, 3).every((line) => line.startsWith("  fedleak "))).toBe(true);
  });

  test("--version is the package's", async () => {
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
    expect((await runCli(["--version"])).stdout).toBe(`${version}\n`);
  });

  test.each([
    [["valdate", "x"], "unknown command 'valdate'\n(Did you mean validate?)"],
    [["validate", "--jsn", "x"], "unknown option '--jsn'\n(Did you mean --json?)"],
    [["validate"], "missing required argument 'scenario'"],
    [["list", "atacks"], 'there is no kind "atacks"; did you mean attack?'],
    [["describe", "defence", "dpsgd"], 'there is no defence "dpsgd"; did you mean dp-sgd?'],
    [["describe", "attack", "./none.ts"], "./none.ts: there is no such file"],
  ])("%j is bad usage", async (args, message) => {
    const { code, stdout, stderr } = await runCli(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(`error: ${message}`);
    expect(stderr).toContain("next step: ");
    expect(stderr).not.toContain("    at ");
  });

  test("--debug shows the stack of an error, in places of the sources", async () => {
    const { code, stderr } = await runCli(["list", "atacks", "--debug"]);
    expect(code).toBe(2);
    const [, path, line] = /at (?:.* )?\(?(\S+lab\/cli\/\S+\.ts):(\d+):\d+/.exec(stderr) ?? [];
    expect(readFileSync(path, "utf8").split("\n")[Number(line) - 1]).toContain("new UsageError(");
  });
});

describe("validate", () => {
  test("says ok, and what there is", async () => {
    const { code, stdout, stderr } = await runCli(["validate", smallScenario(temporaryDirectory())]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^ok {2}\S+small\.yaml {2}[0-9a-f]{8} {2}variants: run\n$/);
  });

  test("prints one line a problem", async () => {
    const directory = temporaryDirectory();
    const text = readFileSync(smallScenario(directory), "utf8").replace("seed: 3", "sed: 3");
    writeFileSync(join(directory, "bad.yaml"), text.replace("rounds: 6", "rounds: 0"));
    const { code, stdout, stderr } = await runCli(["validate", "bad.yaml", "training.batchSize=x"], directory);
    expect({ code, stderr }).toEqual({ code: 2, stderr: "" });
    const lines = stdout.trimEnd().split("\n");
    expect(lines.map((line) => line.split("; ")[0])).toEqual([
      "bad.yaml:4:1  unknown key sed",
      "bad.yaml:7:21  training.rounds is too small",
      "command line: training.batchSize=x  training.batchSize is not a number",
    ]);
    expect(lines[0]).toContain("did you mean seed?");
  });

  test("--json prints the problems as one document", async () => {
    const directory = temporaryDirectory();
    writeFileSync(join(directory, "bad.yaml"), "schema: 2\n");
    const { code, stdout } = await runCli(["validate", "bad.yaml", "--json"], directory);
    expect(code).toBe(2);
    const { ok, problems } = JSON.parse(stdout) as { ok: boolean; problems: unknown[] };
    expect(ok).toBe(false);
    expect(problems).toContainEqual({
      file: "bad.yaml",
      line: 1,
      column: 9,
      path: "schema",
      message: "schema is not one of the allowed values",
      found: "2",
      allowed: "1",
    });
  });

  test.each([
    ["absent.yaml", "there is no such file; give the path of a scenario, such as scenarios/quickstart.yaml"],
    ["folder", "this is a directory, not a scenario; give the path of a YAML file in it"],
    ["bytes.yaml", "is not a text file in UTF-8; give the path of a scenario, a YAML file"],
  ])("refuses %s", async (name, message) => {
    const directory = temporaryDirectory();
    mkdirSync(join(directory, "folder"));
    writeFileSync(join(directory, "bytes.yaml"), Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe]));
    const { code, stdout } = await runCli(["validate", name], directory);
    expect({ code, stdout }).toEqual({ code: 2, stdout: `${name}  ${message}\n` });
  });

  test("run refuses the same, on stderr", async () => {
    const { code, stdout, stderr } = await runCli(["run", smallScenario(temporaryDirectory()), "training.rounds=0"]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toBe(
      [
        "command line: training.rounds=0  training.rounds is too small",
        "  found         0",
        "  allowed       an integer from 1 to 1000000",
        "",
      ].join("\n"),
    );
  });
});

describe("list and describe", () => {
  test("list shows everything there is, one line each", async () => {
    const { code, stdout } = await runCli(["list"]);
    expect(code).toBe(0);
    for (const { name, summary } of Object.values(shelves).flat()) {
      expect(stdout).toMatch(new RegExp(`^  ${name} +`, "m"));
      expect(stdout).toContain(summary);
    }
  });

  test("list takes a kind, in the plural too", async () => {
    const { stdout } = await runCli(["list", "defences", "--json"]);
    expect(Object.keys(JSON.parse(stdout) as object)).toEqual(["defence"]);
  });

  test("describe shows parameters with what is allowed, defaults and units", async () => {
    const { stdout } = await runCli(["describe", "defence", "clip"]);
    expect(stdout).toContain("  clipNorm  (required)\n");
    expect(stdout).toContain("a number greater than 0");
    expect(stdout).toContain("L2");
    const { stdout: model } = await runCli(["describe", "model", "mlp"]);
    expect(model).toContain('  activation  (default "relu")\n');
  });
});

describe("schema", () => {
  test("is what scenarios/scenario.schema.json holds", async () => {
    const { stdout } = await runCli(["schema"]);
    const committed = readFileSync(join(root, "scenarios", "scenario.schema.json"), "utf8");
    expect(JSON.parse(committed)).toEqual(JSON.parse(stdout));
  });
});

describe("init", () => {
  test("writes a scenario that is valid, and the attack it names", async () => {
    const directory = temporaryDirectory();
    const { code, stdout, stderr } = await runCli(["init", "study"], directory);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "next step: fedleak run study/scenario.yaml\n" });
    expect(stdout).toBe("study/scenario.yaml\nstudy/my-attack.ts\n");
    const checked = await runCli(["validate", "study/scenario.yaml"], directory);
    expect(checked.stdout).toMatch(/^ok /);
  });

  test("overwrites nothing", async () => {
    const directory = temporaryDirectory();
    writeFileSync(join(directory, "my-attack.ts"), "mine");
    const { code, stdout, stderr } = await runCli(["init"], directory);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("my-attack.ts is there already, and nothing was written");
    expect(readdirSync(directory)).toEqual(["my-attack.ts"]);
    expect(readFileSync(join(directory, "my-attack.ts"), "utf8")).toBe("mine");
  });

  test("writes the attack of the examples", async () => {
    const directory = temporaryDirectory();
    await runCli(["init"], directory);
    const example = readFileSync(join(root, "examples", "plugins", "my-attack.ts"), "utf8");
    expect(readFileSync(join(directory, "my-attack.ts"), "utf8")).toBe(example);
  });
});
