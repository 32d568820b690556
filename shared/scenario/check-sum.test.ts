import { expect, test } from "vitest";
import { linesOf } from "../../test/support/bad-scenarios/check.js";
import { goodScenario, smallCatalogue } from "../../test/support/bad-scenarios/small-catalogue.js";

const problemsOf = (...overrides: readonly string[]) => linesOf(goodScenario, overrides, smallCatalogue);
const everybody = "attacks=[{ id: curious, kind: guess, target: { rounds: [1] } }]";
const atSum = "command line: server.sees=sum";

test("a server sees updates, or their sum where everybody is the target", () => {
  expect(problemsOf("server.sees=updates")).toEqual([]);
  expect(problemsOf(everybody, "server.sees=sum")).toEqual([]);
});

test.each([
  [
    ["training.schedule=round-robin"],
    'a sum needs training.schedule: synchronous; found "sum"; only a cohort\'s updates can be summed; set it, or let the server see updates',
  ],
  [
    ["training.weighting=examples"],
    'a sum needs training.weighting: uniform; found "sum"; an ideal secure aggregation adds updates as they are; set it, or let the server see updates',
  ],
])("a sum does not go with %j", (overrides, problem) => {
  expect(problemsOf(everybody, "server.sees=sum", ...overrides)).toEqual([`${atSum}  ${problem}`]);
});

test.each(["participant: 1", "participants: [0, 2]"])("a sum singles nobody out: %s", (who) => {
  const [key] = who.split(":");
  const attacks = `attacks=[{ id: curious, kind: guess, target: { ${who}, rounds: [1] } }]`;
  expect(problemsOf(attacks, "server.sees=sum")).toEqual([
    `command line: ${attacks}  attacks[0].target.${key} singles participants out, and server.sees is sum; remove it: a sum tells nobody apart, so that all participants are the target`,
  ]);
});

test("nobody on the line sees what a secure aggregation masks", () => {
  const attacks = "attacks=[{ id: curious, kind: guess, seat: network, target: { rounds: [1] } }]";
  expect(problemsOf(attacks, "server.sees=updates")).toEqual([]);
  expect(problemsOf(attacks, "server.sees=sum")).toEqual([
    `command line: ${attacks}  attacks[0].seat is network, and server.sees is sum; let the server see updates, or put this attack at the server's seat: a secure aggregation masks every update before it is sent, so that a line carries nothing to read, but this one is simulated and sends them bare`,
  ]);
});

test("a misspelt seat, and transport that is neither TLS nor not", () => {
  const attacks = "attacks=[{ id: line, kind: guess, seat: netwerk, target: { rounds: [1] } }]";
  expect(problemsOf(attacks)).toEqual([
    `command line: ${attacks}  attacks[0].seat is not one of the allowed values; found "netwerk"; did you mean network? allowed: server, network, participant`,
  ]);
  expect(problemsOf("transport.tls=perhaps")).toEqual([
    'command line: transport.tls=perhaps  transport.tls is neither true nor false; found "perhaps"; allowed: true or false',
  ]);
});

test("a misspelt sum", () => {
  expect(problemsOf("server.sees=summ")).toEqual([
    'command line: server.sees=summ  server.sees is not one of the allowed values; found "summ"; did you mean sum? allowed: updates, sum',
  ]);
  expect(problemsOf("server.see=sum")).toEqual([
    "command line: server.see=sum  unknown key see in server; did you mean sees? allowed: sees, aggregator",
  ]);
});
