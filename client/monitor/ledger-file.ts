/** A ledger on the participant's own disk. @module */
import { closeSync, fdatasyncSync, mkdirSync, openSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { chainLine, chainStart } from "../../shared/privacy/ledger-chain.js";
import type { LedgerRecord } from "../../shared/privacy/ledger-record.js";
import { verifyLedger } from "../../shared/privacy/ledger-verify.js";
import type { VerifiedLedger } from "../../shared/privacy/ledger-verify.js";

export class LedgerFile {
  /** what it said when it was opened; undefined for a new one */
  readonly found: VerifiedLedger | undefined;
  readonly #path: string;
  readonly #durable: boolean;
  #hash = chainStart;
  /** bytes before a line that was begun and not finished, which the next one takes the place of */
  #whole: number | undefined;

  /**
   * @param path of a file that is there, or will be when the first line is written
   * @param durable whether a line is to outlive not its process only, but the machine's going down
   * @throws {Error} where a ledger is there that is not whole, naming file and line
   */
  constructor(path: string, durable: boolean) {
    this.#path = path;
    this.#durable = durable;
    const text = textOf(path);
    if (!text.includes("\n")) {
      // nothing is written before the first line has been, and nothing leaves
      if (text !== "") this.#whole = 0;
      return;
    }
    try {
      this.found = verifyLedger(text);
    } catch (error) {
      throw new Error(`the ledger ${path} is broken: ${(error as Error).message}`, { cause: error });
    }
    this.#hash = this.found.hash;
    const { cutShort, wholeLength } = this.found;
    if (cutShort) this.#whole = Buffer.byteLength(text.slice(0, wholeLength));
  }

  /** Returns once the line is in the hands of the operating system, or on the disk where it is to be durable. */
  append(record: LedgerRecord): void {
    if (this.#whole !== undefined) truncateSync(this.#path, this.#whole);
    this.#whole = undefined;
    const { line, hash } = chainLine(this.#hash, record);
    mkdirSync(dirname(this.#path), { recursive: true });
    const file = openSync(this.#path, "a");
    try {
      writeFileSync(file, line);
      if (this.#durable) fdatasyncSync(file);
    } finally {
      closeSync(file);
    }
    this.#hash = hash;
  }
}

/** Empty where there is no file. */
function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw error;
  }
}
