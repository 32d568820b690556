/** The order of pulls and pushes of an asynchronous run, from its events. @module */
import { readFileSync } from "node:fs";
import type { OrderEntry } from "../../shared/process/messages.js";

/**
 * Reads it from an events.jsonl.
 * @throws {Error} when the file is not one, or holds no complete order for so many participants and rounds
 */
export function readOrder(file: string, participants: number, rounds: number): readonly OrderEntry[] {
  const lines = readText(file).split("\n");
  const order = lines.flatMap((line, index): OrderEntry[] => {
    if (line === "") return [];
    const event = parse(line, file, index + 1);
    if (event.type !== "order") return [];
    const { action, participant, round } = event as unknown as OrderEntry;
    return [{ action, participant, round }];
  });
  if (order.length === 0) throw new Error(`${file} has no order of turns: it is not of an asynchronous run`);
  checkOrder(order, file, participants, rounds);
  return order;
}

/** Everybody pulls and pushes in turn, round after round. */
function checkOrder(order: readonly OrderEntry[], file: string, participants: number, rounds: number): void {
  const steps = new Uint32Array(participants);
  for (const { action, participant, round } of order) {
    if (!(participant in steps)) {
      throw new Error(`${file} has turns of participant ${participant}, participants.count is ${participants}`);
    }
    const step = steps[participant]++;
    const [due, turn] = [step % 2 === 0 ? "pull" : "push", 1 + Math.floor(step / 2)];
    if (action !== due || round !== turn) {
      throw new Error(
        `${file} has the ${action} of turn ${round} of participant ${participant} where the ${due} of turn ${turn} is due: ` +
          "a turn was missed, or lines are lost",
      );
    }
  }
  const other = steps.findIndex((step) => step !== 2 * rounds);
  if (other >= 0) {
    const turns = Math.floor(steps[other] / 2);
    throw new Error(`${file} has ${turns} turns of participant ${other}, training.rounds is ${rounds}`);
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reasons: Readonly<Record<string, string>> = { ENOENT: "there is no such file", EISDIR: "it is a folder" };
    throw new Error(`${file} cannot be read: ${reasons[code ?? ""] ?? message}`, { cause: error });
  }
}

function parse(line: string, file: string, number: number): { readonly type?: unknown } {
  try {
    return (JSON.parse(line) ?? {}) as { readonly type?: unknown };
  } catch {
    throw new Error(`${file}:${number} is not JSON`);
  }
}
