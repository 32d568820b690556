import { expect, test } from "vitest";
import type { RunConfig } from "../../../shared/scenario/schema.js";
import { namedConfig } from "../../../test/support/swept-run.js";
import type { Changes } from "../../../test/support/swept-run.js";
import { notGiven } from "./not-given.js";

function lacking(changes: Changes, more: Partial<RunConfig> = {}): string[] {
  const config = { ...namedConfig("v", changes).config, ...more };
  return notGiven(config.attacks[0], config);
}

test("no attack is given truths, or what participants measure", () => {
  expect(lacking({ training: { rounds: 1 } })).toEqual([
    "the true images",
    "their labels",
    "which examples a lot drew",
    "the losses and norms that participants measure",
  ]);
});

test("labels are given where the attack's parameters list them", () => {
  const { attacks } = namedConfig("v").config;
  expect(lacking({}, { attacks: [{ ...attacks[0], labels: [3] }] })).not.toContain("their labels");
});

test.each<[what: string, changes: Changes]>([
  ["which examples a lot drew, and how many", { training: { sampling: "poisson" } }],
  ["the coordinates that were not uploaded", { training: { uploadFraction: 0.1 } }],
  ["the weights between local steps", { training: { update: "delta", localSteps: 5 } }],
  ["the random numbers of a defence", { participants: { defences: [{ kind: "dp-sgd" }] } }],
  ["updates that it does not target", { training: { rounds: 9 } }],
])("%s", (what, changes) => {
  expect(lacking(changes)).toContain(what);
  expect(lacking({ training: { rounds: 1 } })).not.toContain(what);
});

test("a defence of others than its targets is nothing that it lacks", () => {
  const { attacks } = namedConfig("v").config;
  const target = { participants: [0], rounds: [1] };
  const of = (participant: number) =>
    lacking(
      { participants: { defences: [{ kind: "dp-sgd", participants: [participant] }] } },
      { attacks: [{ ...attacks[0], target }] },
    );
  expect(of(0)).toContain("the random numbers of a defence");
  expect(of(1)).not.toContain("the random numbers of a defence");
});

test("a sum hides single updates, and TLS what an eavesdropper would read", () => {
  expect(lacking({}, { server: { sees: "sum", aggregator: { kind: "mean" } } })).toContain(
    "the update of any single participant",
  );
  const { attacks } = namedConfig("v").config;
  const overTls = (seat: "server" | "network") =>
    lacking({}, { transport: { tls: true }, attacks: [{ ...attacks[0], seat }] });
  expect(overTls("network")).toContain("what the encrypted connections carry");
  expect(overTls("server")).not.toContain("what the encrypted connections carry");
});
