/** Recorded runs attacked again, sums, and Ctrl-C while an attack computes: as a user does it. */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { AttackRecord } from "../../lab/runs/attack-record.js";
import type { AttackSummary } from "../../lab/runs/summary.js";
import {
  eventually,
  readEvents,
  readSummary,
  runCli,
  sharedDirectory,
  smallScenario,
  startCli,
  temporaryDirectory,
} from "../support/cli.js";

const curious = (more = "") =>
  `attacks: [{ id: curious, kind: gradient-inversion${more}, target: { rounds: [1] } }]
`;

/** An attack that is never done, and claims grey images when it is asked to stop. */
const patient = `import { defineAttack, z } from "fedleak";
export default defineAttack({
  name: "patient", summary: "Waits.", reference: { title: "none", url: "https://example.org", year: 2026 },
  threat: { seat: "server", behaviour: "honest-but-curious", sees: ["updates"], knows: [] },
  params: z.strictObject({ grey: z.number().default(0.5).describe("of pixels"), deaf: z.boolean().default(false) }),
  create({ grey, deaf }, { network }) {
    const turns = [];
    const size = network.inputShape.reduce((a, b) => a * b, 1);
    return {
      observe: ({ participant, round }) => void turns.push({ participant, round }),
      async *infer(signal) {
        for (let done = 1; deaf || !signal.aborted; done++) {
          await new Promise((resolve) => setTimeout(resolve, 20));
          yield { done: Math.min(done, 50), total: 100 };
        }
        const images = new Float32Array(size).fill(grey);
        const strategies = [{ name: "grey", images, labels: Int32Array.of(0) }];
        return turns.map((turn) => ({ kind: "reconstruction", turn, lotSize: 1, strategies, explanation: ["waited"] }));
      },
    };
  },
});
`;

type Printed = AttackSummary & { readonly directory: string; readonly status: string };

async function attackAgain(...args: readonly string[]) {
  const { code, stdout, stderr } = await runCli(["attack", ...args, "--json"]);
  return { code, stderr, printed: (stdout === "" ? {} : JSON.parse(stdout)) as Printed };
}

const recordIn = (directory: string) =>
  JSON.parse(readFileSync(join(directory, "scores.json"), "utf8")) as AttackRecord;

/** A run of one round that nobody writes into but by `--out`. */
const recorded = join(sharedDirectory(), "recorded");

beforeAll(async () => {
  const overrides = ["training.rounds=1", "launch.packed=3", "--out", recorded, "--quiet"];
  expect(await runCli(["run", smallScenario(join(recorded, ".."), curious()), ...overrides])).toMatchObject({
    code: 0,
  });
});

test("of a sum the truth is both lots, and the attack says what it saw", async () => {
  const directory = temporaryDirectory();
  const out = join(directory, "out");
  const scenario = smallScenario(directory, `server: { sees: sum }\n${curious()}`);
  const run = await runCli(["run", scenario, "participants.count=2", "training.rounds=2", "--out", out]);
  expect(run.code).toBe(0);
  expect(run.stderr).toContain("honest-but-curious, 1 sum\n");
  expect(run.stderr).toContain("sees the global weights it sent; the mean of the updates of 2 participants");

  const turns = readEvents(out).filter((event) => event.type === "turn" && event.round === 1);
  const sizes = [0, 1].map((participant) => {
    const own = turns.find((event) => event.type === "turn" && event.participant === participant);
    return own?.type === "turn" ? own.lotSize : 0;
  });
  expect(Math.min(...sizes)).toBeGreaterThan(0);
  const { targets, threat } = recordIn(join(out, "run", "attacks", "curious"));
  expect([0, 1].map((who) => targets.filter(({ participant }) => participant === who).length)).toEqual(sizes);
  expect(threat.sees).toContain("the mean of the updates of 2 participants, and no single one");

  const lines = readFileSync(join(out, "run", "attacks", "curious", "observations", "observations.jsonl"), "utf8");
  const observed = lines.trim().split("\n");
  expect(observed.map((line) => JSON.parse(line) as object)).toEqual([
    expect.objectContaining({ round: 1, participant: 0, members: [0, 1] }),
  ]);

  // the same claims about the same lots, without the federation
  const again = await attackAgain(out, "--quiet");
  expect(again.code).toBe(0);
  expect(recordIn(again.printed.directory)).toEqual(recordIn(join(out, "run", "attacks", "curious")));
});

test("a recorded variant is attacked again, with all its seeds: the same parameters give the same bytes, others something else", async () => {
  const directory = temporaryDirectory();
  const out = join(directory, "out");
  const noisy = "noisy: { participants.defences: [{ kind: gaussian-noise, noiseStddev: 0.001 }] }";
  const scenario = smallScenario(
    directory,
    `${curious(", auxiliaryExamples: 100")}variants: { plain: {}, ${noisy} }\n`,
  );
  const small = ["participants.count=1", "training.rounds=1", "training.sampling=fixed", "--seeds", "2"];
  expect((await runCli(["run", scenario, ...small, "--out", out, "--quiet"])).code).toBe(0);
  const before = readdirSync(join(out, "noisy", "seed-3", "attacks", "curious")).sort();

  const unsaid = await attackAgain(out);
  expect(unsaid.code).toBe(2);
  expect(unsaid.stderr).toContain("several variants: plain, noisy\nnext step: say which with --variant plain");

  const same = await attackAgain(out, "--variant", "noisy");
  expect(same.code).toBe(0);
  expect(same.printed).toMatchObject({
    status: "completed",
    ...readSummary(out).variants["noisy"].attacks["curious"],
  });
  expect(same.printed.directory).toMatch(/out\/attacks-again\/[\dTZ-]+-curious$/);
  for (const seed of ["seed-3", "seed-4"]) {
    const [recorded, now] = [join(out, "noisy", seed, "attacks", "curious"), join(same.printed.directory, seed)];
    const claims = readdirSync(recorded).filter((name) => /^(claim|truth).*\.npy$/.test(name));
    expect(claims.length).toBeGreaterThan(1);
    for (const name of claims) {
      expect(readFileSync(join(now, name)).equals(readFileSync(join(recorded, name))), name).toBe(true);
    }
  }
  expect(readdirSync(join(out, "noisy", "seed-3", "attacks", "curious")).sort()).toEqual(before);

  const elsewhere = join(directory, "elsewhere");
  const other = await attackAgain(out, "auxiliaryExamples=20", "--variant", "noisy", "--out", elsewhere);
  expect(other.code).toBe(0);
  expect(other.printed.directory).toBe(elsewhere);
  expect(other.printed.metrics["psnrDb"].value).not.toBe(same.printed.metrics["psnrDb"].value);
  expect(other.printed.metrics["psnrDb"].n).toBe(same.printed.metrics["psnrDb"].n);
});

describe("Ctrl-C while an attack computes", () => {
  test("ends an attack made again with the claims there are; a second one ends it at once", async () => {
    const directory = temporaryDirectory();
    const plugin = join(directory, "patient.js");
    writeFileSync(plugin, patient);

    const place = join(directory, "again");
    const args = ["attack", recorded, "--kind", plugin, "grey=0.25", "--out", place, "--json"];
    const begun = startCli(args);
    const progress = join(place, "progress.jsonl");
    await eventually(
      "progress",
      () => (existsSync(progress) ? readFileSync(progress, "utf8").match(/"done":2/) : null) ?? undefined,
    );
    begun.process.kill("SIGINT");
    const { code, stdout, stderr } = await begun.finished;
    expect(code).toBe(130);
    expect(stderr).toContain("SIGINT: stopping, what there is will be kept");
    const printed = JSON.parse(stdout) as Printed;
    expect(printed).toMatchObject({
      kind: plugin,
      status: "interrupted",
      verdict: "failed",
      parameters: { grey: 0.25 },
    });
    expect(printed.explanation).toContain("waited (3 of 3 turns)");
    const claim = readFileSync(join(place, "claim-grey.npy"));
    expect(claim.readFloatLE(claim.length - 4)).toBe(0.25);

    const elsewhere = ["--out", join(directory, "limited")];
    const limited = await attackAgain(recorded, "--kind", plugin, "--seconds", "0.5", ...elsewhere);
    expect(limited.code).toBe(0);
    expect(limited.printed.explanation).toContain("waited (3 of 3 turns)");

    const deaf = startCli(["attack", recorded, "--kind", plugin, "deaf=true", "--out", join(directory, "deaf")]);
    let said = "";
    deaf.process.stderr?.on("data", (text: string) => (said += text));
    await eventually("the start", () => (said.includes("again: ") ? true : undefined));
    deaf.process.kill("SIGINT");
    await eventually("the answer", () => (said.includes("again to stop at once") ? true : undefined));
    deaf.process.kill("SIGINT");
    expect((await deaf.finished).code).toBe(130);
  });

  test("keeps a run's trained variant and the claims there are", async () => {
    const directory = temporaryDirectory();
    const out = join(directory, "out");
    writeFileSync(join(directory, "patient.js"), patient);
    const attacks = "attacks: [{ id: slow, kind: ./patient.js, target: { rounds: [1] } }]\n";
    const scenario = smallScenario(directory, `${attacks}variants: { first: {}, second: {} }\n`);
    const run = startCli(["run", scenario, "training.rounds=3", "launch.packed=3", "--out", out, "--quiet"]);
    await eventually("the end of training", () =>
      readEvents(out, "first").find((event) => event.type === "evaluation" && event.round === 3),
    );
    // claims are asked for once the server has said that training is over
    await new Promise((resolve) => setTimeout(resolve, 500));
    run.process.kill("SIGINT");
    expect((await run.finished).code).toBe(130);
    const { status, reason, variants } = readSummary(out);
    expect({ status, reason }).toEqual({ status: "interrupted", reason: "interrupted by SIGINT" });
    expect(Object.keys(variants)).toEqual(["first"]);
    expect(variants["first"].attacks["slow"].explanation).toContain("waited (3 of 3 turns)");
    expect(existsSync(join(out, "second"))).toBe(false);

    // the run kept its plug-in, and is attacked again without the source
    rmSync(join(directory, "patient.js"));
    const again = await attackAgain(out, "--variant", "first", "--seconds", "0.2", "grey=0.75");
    expect(again.code).toBe(0);
    expect(again.printed).toMatchObject({ kind: "./patient.js", parameters: { grey: 0.75 } });
  });
});

test.each([
  [["absent"], "there is no directory absent"],
  [["."], "holds no resolved.json: it is no run directory"],
])("%j is no run", async (args, message) => {
  const { code, stdout, stderr } = await runCli(["attack", ...args], temporaryDirectory());
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain(`error: ${args[0] === "." ? ". " : ""}${message}`);
  expect(stderr).toContain("next step: give a run directory");
});

test("what cannot be made again is refused before anything starts", async () => {
  for (const [args, message] of [
    [
      ["--attack", "curius"],
      "error: the run has no attack curius; did you mean curious?\nnext step: choose from curious",
    ],
    [["auxiliaryExample=50"], "command line: auxiliaryExample=50  unknown key auxiliaryExample in attacks[0]"],
    [["--seconds", "0"], "a number of seconds above 0 is expected"],
    [["--out", recorded], "is not empty; a run never overwrites"],
  ] as const) {
    const { code, stdout, stderr } = await runCli(["attack", recorded, ...args]);
    expect({ code, stdout }, args.join(" ")).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(message);
  }
  expect(existsSync(join(recorded, "attacks-again"))).toBe(false);
});
