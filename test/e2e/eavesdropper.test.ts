/** The seat between participants and server, in a federation of processes: the same images, or sizes and times alone. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  eventually,
  isAlive,
  readEvents,
  readSummary,
  runCli,
  smallScenario,
  startCli,
  temporaryDirectory,
} from "../support/cli.js";

const seats = `
attacks:
  - { id: server, kind: gradient-inversion, target: { participants: all, rounds: [1, 2] } }
  - { id: line, kind: gradient-inversion, seat: network, target: { participants: all, rounds: [1, 2] } }
variants:
  nobody: { attacks: [] }
  plain: {}
  tls: { transport.tls: true }
`;

/** Every array that a seat's observations hold, by file. */
function arraysIn(directory: string): Record<string, string> {
  const files = readdirSync(directory).filter((name) => name.endsWith(".npy"));
  return Object.fromEntries(files.map((name) => [name, readFileSync(join(directory, name), "hex")]));
}

test("a line in the clear shows what the server sees; TLS leaves sizes; neither changes the training", async () => {
  const directory = temporaryDirectory();
  const out = join(directory, "out");
  const overrides = ["task.model.hidden=[64]", "training.rounds=3", "launch.packed=3"];
  const { code, stderr, stdout } = await runCli(["run", smallScenario(directory, seats), ...overrides, "--out", out]);
  expect(code).toBe(0);
  const { nobody, plain, tls } = readSummary(out).variants;
  expect(plain.digest).toBe(nobody.digest);
  expect(tls.digest).toBe(nobody.digest);

  const observed = (id: string): string => join(out, "plain", "attacks", id, "observations");
  const arrays = arraysIn(observed("line"));
  expect(Object.keys(arrays).length).toBe(8);
  expect(arrays).toEqual(arraysIn(observed("server")));
  const order = (id: string): string => readFileSync(join(observed(id), "observations.jsonl"), "utf8");
  expect(order("line")).toBe(order("server"));
  const { line, server } = plain.attacks;
  expect(line.seat).toBe("network");
  expect(line.verdict).toBe("leaked");
  expect(line.metrics["recovered"]).toMatchObject({ value: 1, chance: 0 });
  expect(line.metrics["psnrDb"].value).toBe(server.metrics["psnrDb"].value);
  expect(stdout).toMatch(/an eavesdropper \(line\) recovered (\d+) of \1 images/);

  expect(tls.attacks["server"].verdict).toBe("leaked");
  const hidden = tls.attacks["line"];
  expect(hidden.verdict).toBe("failed");
  expect(hidden.metrics["recovered"].value).toBe(0);
  expect(hidden.metrics["psnrDb"].value).toBeLessThanOrEqual(hidden.metrics["psnrDb"].chance);
  expect(hidden.metrics["labelRecovery"].value).toBeLessThanOrEqual(hidden.metrics["labelRecovery"].chance);
  const reasons = hidden.explanation.join("\n");
  expect(reasons).toMatch(/all 3 connections are TLS: .* and no value/);
  expect(reasons).toMatch(
    /sizes still tell what an update is: \d+ bytes up a turn, all 50890 parameters in four bytes/,
  );
  expect(reasons).toMatch(/times still tell who takes part when: 9 turns over 3 connections/);
  expect(stderr).toContain("line: gradient-inversion at the network's seat, honest-but-curious, 6 updates");
  expect(stderr).toContain(
    "sees every message between participants and server, with the weights and the updates in it",
  );
  expect(stderr).toContain("sees the length and the time of every TLS record between participants and server");

  const enciphered = readEvents(out, "tls").filter((event) => event.type === "enciphered-turn");
  expect(enciphered).toHaveLength(9);
  const pids = ["plain", "tls"].flatMap((variant) =>
    readEvents(out, variant).flatMap((event) => (event.type === "process" ? [event.pid] : [])),
  );
  expect(pids.filter(isAlive)).toEqual([]);
});

test("a relay that dies ends the run with a reason, and leaves no process behind", async () => {
  const directory = temporaryDirectory();
  const out = join(directory, "out");
  const line = "attacks: [{ id: line, kind: gradient-inversion, seat: network, target: { rounds: [1] } }]\n";
  const endless = ["training.rounds=10000", "--out", out, "--quiet"];
  const run = startCli(["run", smallScenario(directory, line), ...endless]);
  const processes = () => readEvents(out).filter((event) => event.type === "process");
  const relay = await eventually("a round over the relay", () =>
    readEvents(out).some(({ type }) => type === "round")
      ? processes().find(({ role }) => role === "network")
      : undefined,
  );
  process.kill(relay.pid, "SIGKILL");
  const { code, stdout } = await run.finished;
  expect(code).toBe(1);
  expect(stdout).toContain("the relay between participants and server ended (signal SIGKILL)");
  expect(processes().filter(({ pid }) => isAlive(pid))).toEqual([]);
});
