/** Plug-ins outside the repository, named by path. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { runCli, smallScenario, temporaryDirectory } from "../support/cli.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** A defence that does nothing; `body` is what its file holds beside. */
const defence = (name: string, more = "") => `
import { defineDefence, z } from "fedleak";
${more}
export default defineDefence({
  name: "${name}",
  summary: "Does nothing.",
  reference: { title: "none", url: "https://example.org", year: 2000 },
  params: z.strictObject({ strength: z.number().min(0).max(1).default(0.5).describe("share, in [0, 1]") }),
  create: () => ({ release: (before) => before }),
});
`;

function scenarioWith(directory: string, choice: string): string {
  return smallScenario(directory, `variants: { only: { participants.defences: [${choice}] } }\n`);
}

describe("the examples", () => {
  test("are valid", async () => {
    const { code, stdout } = await runCli(["validate", join(root, "examples", "my-plugins.yaml")]);
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringMatching(/^ok /) as string });
  });
});

describe("a plug-in named by path", () => {
  test("is found beside the scenario, wherever the command is run; .js and .ts alike", async () => {
    const directory = temporaryDirectory();
    writeFileSync(join(directory, "mine.js"), defence("mine"));
    writeFileSync(join(directory, "yours.ts"), defence("yours", "const typed: number = 1; void typed;"));
    const file = scenarioWith(directory, "{ kind: ./mine.js, strength: 1 }, { kind: ./yours.ts }");
    expect((await runCli(["validate", file], root)).stdout).toMatch(/^ok /);
  });

  test("is found beside the working directory when the command line names it", async () => {
    const directory = temporaryDirectory();
    mkdirSync(join(directory, "elsewhere"));
    writeFileSync(join(directory, "mine.js"), defence("mine"));
    const file = scenarioWith(join(directory, "elsewhere"), "{ kind: clip, clipNorm: 1 }");
    const argument = "participants.defences=[{ kind: ./mine.js }]";
    expect((await runCli(["validate", file, argument], directory)).stdout).toMatch(/^ok /);
    expect((await runCli(["validate", file, argument], root)).stdout).toContain("there is no such file");
  });

  test("may use other files and packages beside it", async () => {
    const directory = temporaryDirectory();
    mkdirSync(join(directory, "node_modules", "half"), { recursive: true });
    writeFileSync(join(directory, "node_modules", "half", "index.js"), "module.exports = 0.5;");
    writeFileSync(join(directory, "other.ts"), "export const other: number = 1;");
    const imports = `import half from "half"; import { other } from "./other"; if (half + other !== 1.5) throw new Error();`;
    writeFileSync(join(directory, "mine.ts"), defence("mine", imports));
    const { stdout } = await runCli(["validate", scenarioWith(directory, "{ kind: ./mine.ts }")]);
    expect(stdout).toMatch(/^ok /);
  });

  test("has its parameters checked like any other", async () => {
    const directory = temporaryDirectory();
    writeFileSync(join(directory, "mine.js"), defence("mine"));
    scenarioWith(directory, "{ kind: ./mine.js, strenght: 2 }, { kind: ./mine.js, strength: 2 }");
    const { code, stdout } = await runCli(["validate", "small.yaml"], directory);
    expect(code).toBe(2);
    expect(stdout.trimEnd().split("\n")).toEqual([
      "small.yaml:8:64  unknown key strenght in participants.defences[0]; did you mean strength? allowed: strength, kind, participants",
      "small.yaml:8:108  participants.defences[1].strength is too large; found 2; allowed: a number from 0 to 1",
    ]);
  });

  test.each([
    ["absent.ts", undefined, "there is no such file"],
    ["broken.ts", "export default {\n  a: = 3\n};\n", 'broken.ts:2:6: Unexpected "="'],
    ["import.ts", 'import "no-such-package";\n', 'import.ts:1:8: Could not resolve "no-such-package"'],
    ["throws.js", 'throw new Error("not today");\n', "it throws when it is imported: not today"],
    ["empty.js", "export const x = 1;\n", "it has no default export"],
    ["plain.js", "export default { a: 1 };\n", "it is no plug-in, not defence"],
    ["attack.js", 'export default { kind: "attack" };\n', "it is a plug-in of kind attack, not defence"],
    ["half.js", 'export default { kind: "defence", name: "half" };\n', "its default export is incomplete: summary"],
    [
      "taken.js",
      defence("taken").replace("strength:", "participants:"),
      "participants cannot be a parameter of its own",
    ],
  ])("%s is refused where it is named", async (name, text, why) => {
    const directory = temporaryDirectory();
    if (text !== undefined) writeFileSync(join(directory, name), text);
    scenarioWith(directory, `{ kind: ./${name} }`);
    const { code, stdout } = await runCli(["validate", "small.yaml"], directory);
    expect(code).toBe(2);
    expect(stdout.trimEnd().split("\n")).toHaveLength(1);
    expect(stdout).toContain(`small.yaml:8:53  the defence ./${name} cannot be loaded: ${why}`);
  });

  test("is described like any other", async () => {
    const { stdout } = await runCli(["describe", "attack", "./my-attack.ts"], join(root, "examples", "plugins"));
    expect(stdout).toContain("attack my-attack\n");
    expect(stdout).toContain("honest-but-curious, at the seat: server");
    expect(stdout).toContain("  units  (default 1)");
  });
});
