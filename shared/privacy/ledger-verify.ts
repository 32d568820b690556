/** Reads a participant's ledger, and believes it only if it is whole. @module */
import { BrokenLedger, readChain } from "./ledger-chain.js";
import { ledgerRecord } from "./ledger-record.js";
import type { LedgerOpening, LedgerRecord, LedgerRelease } from "./ledger-record.js";

export interface VerifiedLedger {
  readonly opening: LedgerOpening;
  /** in order */
  readonly releases: readonly LedgerRelease[];
  /** releases, and lines whose writing was cut short */
  readonly turns: number;
  readonly withdrawal: { readonly round: number; readonly reason: string } | undefined;
  /** of the last line */
  readonly hash: string;
  /** characters of the lines that are whole */
  readonly wholeLength: number;
  /** whether a last line was begun and not finished; it is none of the above */
  readonly cutShort: boolean;
}

/**
 * @param text of the file, with at least one whole line
 * @throws {BrokenLedger} naming the first line that was changed, moved, or cannot stand where it does, or the one after
 *   which lines are missing, as far as that shows
 */
export function verifyLedger(text: string): VerifiedLedger {
  const { contents, hash, wholeLength, cutShort } = readChain(text);
  const records = contents.map((content, index) => recordOf(content, index + 1));
  const [opening, ...others] = records;
  if (opening?.kind !== "opening") throw new BrokenLedger(1, "does not say whose ledger this is");
  others.forEach((record, index) => {
    const fault = faultOf(record, records[index]);
    if (fault !== undefined) throw new BrokenLedger(index + 2, fault);
  });
  const last = records.at(-1);
  return {
    opening,
    releases: records.filter((record) => record.kind === "release"),
    turns: records.filter(isTurn).length,
    withdrawal: last?.kind === "withdrawal" ? { round: last.round, reason: last.reason } : undefined,
    ...{ hash, wholeLength, cutShort },
  };
}

function recordOf(content: unknown, line: number): LedgerRecord {
  const { success, data, error } = ledgerRecord.safeParse(content);
  if (success) return data;
  const [{ path, message }] = error.issues;
  throw new BrokenLedger(line, `cannot be read: ${[...path.map(String), message].join(": ")}`);
}

function faultOf(record: LedgerRecord, before: LedgerRecord): string | undefined {
  if (record.kind === "opening") return "opens the ledger a second time";
  if (before.kind === "withdrawal") return "follows a withdrawal, after which nothing leaves";
  if (record.kind === "release" && before.kind === "release" && record.round < before.round) {
    return `is of round ${record.round}, after one of round ${before.round}`;
  }
  if (isTurn(record) && isTurn(before) && Number(record.epsilonSpent) < Number(before.epsilonSpent)) {
    return "has spent less than the line before it";
  }
  return undefined;
}

function isTurn(record: LedgerRecord): record is Extract<LedgerRecord, { kind: "release" | "cut-short" }> {
  return record.kind === "release" || record.kind === "cut-short";
}
