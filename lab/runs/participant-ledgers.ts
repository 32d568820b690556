/** The ledgers that participants kept in a run directory, and whether they are whole. @module */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { verifyLedger } from "../../shared/privacy/ledger-verify.js";
import type { VerifiedLedger } from "../../shared/privacy/ledger-verify.js";
import type { RunEvent } from "../../shared/process/run-events.js";
import { readJsonLines } from "./json-lines.js";
import { readRecording } from "./recording.js";

export type LedgersEvent = Extract<RunEvent, { type: "ledgers" }>;

export interface SeedLedgers extends Omit<LedgersEvent, "type"> {
  readonly variant: string;
  readonly seed: number;
}

/** @param directory of one variant with one seed */
export function ledgerFile(directory: string, participant: number): string {
  return join(directory, "participants", String(participant), "ledger.jsonl");
}

/** What a participant keeps of what it has released. @throws {BrokenLedger} where it is not whole */
export function readLedger(file: string): VerifiedLedger {
  return verifyLedger(readFileSync(file, "utf8"));
}

/** How many different turns each participant has told the run of. */
export class ToldTurns {
  readonly #turns = new Map<number, { last: number; count: number }>();

  /** @returns whether this turn was told for the first time: a replaced process tells its last one again */
  add({ participant, round, account }: Extract<RunEvent, { type: "turn" }>): boolean {
    const told = this.#turns.get(participant) ?? { last: 0, count: 0 };
    if (account?.again === true && told.last === round) return false;
    this.#turns.set(participant, { last: round, count: told.count + 1 });
    return true;
  }

  of(participant: number): number {
    return this.#turns.get(participant)?.count ?? 0;
  }

  participants(): number[] {
    return [...this.#turns.keys()];
  }
}

/**
 * Verifies every ledger of one variant with one seed: its chain, and that it holds no fewer turns than the run was told
 * of, since a chain cannot show that its end is missing.
 */
export function verifyLedgers(directory: string, told: ToldTurns): LedgersEvent {
  const folder = join(directory, "participants");
  const named = existsSync(folder) ? readdirSync(folder).map(Number).filter(Number.isInteger) : [];
  const participants = [...new Set([...named, ...told.participants()])].sort((a, b) => a - b);
  const broken = participants.flatMap((participant) => {
    const why = faultOf(ledgerFile(directory, participant), participant, told.of(participant));
    return why === undefined ? [] : [{ participant, why }];
  });
  return { type: "ledgers", verified: participants.length - broken.length, broken };
}

/**
 * Verifies every ledger of a recorded run.
 * @throws {UnreadableRun} where `path` is no run directory
 */
export function verifyRun(path: string): SeedLedgers[] {
  return readRecording(path).variants.flatMap(({ name, seeds }) =>
    seeds.map(({ seed, directory }) => {
      const told = new ToldTurns();
      for (const event of readJsonLines(join(directory, "events.jsonl")) as RunEvent[]) {
        if (event.type === "turn" && event.account !== undefined) told.add(event);
      }
      const { verified, broken } = verifyLedgers(directory, told);
      return { variant: name, seed, verified, broken };
    }),
  );
}

function faultOf(file: string, participant: number, told: number): string | undefined {
  if (!existsSync(file)) return `there is no ledger, and the run was told of ${told} turns`;
  try {
    const { opening, releases } = readLedger(file);
    if (opening.participant !== participant) return `it is the ledger of participant ${opening.participant}`;
    if (releases.length >= told) return undefined;
    return `it holds ${releases.length} turns, and the run was told of ${told}: lines are missing at its end`;
  } catch (error) {
    return (error as Error).message;
  }
}
