/** The lines of a ledger that a participant keeps for itself. @module */
import { z } from "zod";
import type { DpEvent } from "./events.js";

/** JSON has no Infinity. */
const epsilon = z.union([z.number().min(0), z.literal("Infinity")]);
const round = z.int().min(1);

const account = {
  /** nats, by the ledger's accountant at its delta, after this line; no less than what is really spent */
  epsilonSpent: epsilon,
  /** of the budget; null without one */
  epsilonLeft: z.number().min(0).nullable(),
};

/** The first line: whose ledger, and what its epsilons mean. */
const opening = z.strictObject({
  kind: z.literal("opening"),
  /** version of these lines */
  ledger: z.literal(1),
  participant: z.int().min(0),
  unit: z.enum(["example", "participant"]),
  delta: z.number().gt(0).lt(1),
  accountant: z.string().min(1),
  budget: z.strictObject({ epsilon: z.number().positive(), onSpent: z.enum(["stop", "report"]) }).nullable(),
});

/** An update, written down before it leaves. */
const release = z.strictObject({
  kind: z.literal("release"),
  round,
  event: z.custom<DpEvent>((value) => typeof (value as DpEvent | null)?.type === "string", "an event has a type"),
  neighbours: z.enum(["add-or-remove-one", "replace-one", "zero-out-one"]),
  /** payload of the message */
  bytes: z.int().min(0),
  coordinates: z.int().min(0),
  /** of what leaves; null where it is not finite */
  l2Norm: z.number().min(0).nullable(),
  /** SHA-256 of what leaves: coordinates and values */
  update: z.string().regex(/^[0-9a-f]{64}$/),
  ...account,
});

/** In the place of a line whose writing was cut short: nobody knows what it said, so that it counts as a turn. */
const cutShort = z.strictObject({ kind: z.literal("cut-short"), ...account });

/** No update leaves after this. */
const withdrawal = z.strictObject({ kind: z.literal("withdrawal"), round, reason: z.string() });

export const ledgerRecord = z.discriminatedUnion("kind", [opening, release, cutShort, withdrawal]);

export type LedgerRecord = z.infer<typeof ledgerRecord>;
export type LedgerOpening = z.infer<typeof opening>;
export type LedgerRelease = z.infer<typeof release>;

/** As a ledger and an event say it. */
export const spoken = (value: number): number | "Infinity" => (Number.isFinite(value) ? value : "Infinity");
