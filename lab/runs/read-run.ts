/** Reads a finished, failed or interrupted run back from its directory: all that reports and comparisons know. @module */
import { readdir, readFile, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { StampedEvent } from "../../shared/process/run-events.js";
import type { AttackRecord } from "./attack-record.js";
import type { HistoryRecord } from "./history-record.js";
import { historyShape } from "./history-shape.js";
import { asRepresentatives, type RepresentativesRecord } from "./representatives-record.js";
import type { Summary } from "./summary.js";
import { summaryShape } from "./summary-shape.js";

/** A directory that cannot be read as a run. */
export class UnreadableRun extends Error {
  override readonly name = "UnreadableRun";
  /** what to do next */
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.hint = hint;
  }
}

const again = "it was cut off or edited: run the scenario again";
const where = "give a run directory, such as runs/<scenario>/<stamp>";

export interface RecordedAttack extends AttackRecord {
  /** absolute path of the attack's directory, where its tiles are */
  readonly directory: string;
  /** how its searches went; absent where it did not search */
  readonly history?: HistoryRecord;
}

export interface RecordedRepresentatives extends RepresentativesRecord {
  /** absolute path of the attack's directory, where its sheets and tiles are */
  readonly directory: string;
}

/** One variant with one seed. */
export interface RecordedSeed {
  readonly events: readonly StampedEvent[];
  /** by id; those that reconstruct examples, and were scored */
  readonly attacks: Readonly<Record<string, RecordedAttack>>;
  /** by id; those by a participant, of a class, that were scored */
  readonly representatives: Readonly<Record<string, RecordedRepresentatives>>;
}

export interface RecordedRun {
  /** absolute */
  readonly directory: string;
  readonly summary: Summary;
  /** resolved.json as it is, undefined where there is none */
  readonly resolved: unknown;
  /** environment.json as it is, undefined where there is none */
  readonly environment: unknown;
  /** every seed of every variant: those of the summary, then those that began but are not in it */
  readonly variants: Readonly<Record<string, readonly RecordedSeed[]>>;
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** The parsed file, undefined where there is none. */
async function jsonOf(file: string): Promise<unknown> {
  const text = await textOf(file);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    throw new UnreadableRun(`${file} is not JSON (${found})`, again);
  }
}

async function readSummary(directory: string): Promise<Summary> {
  const file = join(directory, "summary.json");
  const document = await jsonOf(file);
  if (document === undefined) {
    const isDirectory = await stat(directory).then(
      (entry) => entry.isDirectory(),
      () => false,
    );
    if (!isDirectory) throw new UnreadableRun(`${directory} is not a directory`, where);
    throw new UnreadableRun(
      `${directory} holds no summary.json: it is no run directory, or its run has not ended`,
      where,
    );
  }
  const version = (document as { schema?: unknown } | null)?.schema;
  if (version !== 1) {
    const found = version === undefined ? "no schema" : `schema ${JSON.stringify(version)}`;
    throw new UnreadableRun(`${file} has ${found}; this fedleak reads schema 1`, "use the version that wrote it");
  }
  const { success, error } = summaryShape.safeParse(document);
  if (!success) {
    const [{ path, message }] = error.issues;
    throw new UnreadableRun(`${file} is not a summary: ${path.join(".")}: ${message}`, again);
  }
  return document as Summary;
}

/** A line that was being written when the run died is left out. */
async function readEvents(file: string): Promise<StampedEvent[]> {
  const lines = ((await textOf(file)) ?? "").split("\n").filter((line) => line !== "");
  return lines.flatMap((line, index): StampedEvent[] => {
    try {
      return [JSON.parse(line) as StampedEvent];
    } catch {
      if (index === lines.length - 1) return [];
      throw new UnreadableRun(`${file}:${index + 1} is not JSON`, again);
    }
  });
}

async function namesOfDirectories(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

async function readHistory(file: string): Promise<HistoryRecord | undefined> {
  const document = await jsonOf(file);
  if (document === undefined) return undefined;
  const { success, error } = historyShape.safeParse(document);
  if (success) return document as HistoryRecord;
  const [{ path, message }] = error.issues;
  throw new UnreadableRun(`${file} is not a history: ${path.join(".")}: ${message}`, again);
}

async function readAttacks(directory: string): Promise<Record<string, RecordedAttack>> {
  const attacks: Record<string, RecordedAttack> = {};
  for (const id of await namesOfDirectories(directory)) {
    const record = (await jsonOf(join(directory, id, "scores.json"))) as AttackRecord | undefined;
    if (record?.schema !== 1) continue;
    const history = await readHistory(join(directory, id, "history.json"));
    attacks[id] = { ...record, directory: join(directory, id), ...(history !== undefined && { history }) };
  }
  return attacks;
}

async function readRepresentatives(directory: string): Promise<Record<string, RecordedRepresentatives>> {
  const found: Record<string, RecordedRepresentatives> = {};
  for (const id of await namesOfDirectories(directory)) {
    const file = join(directory, id, "representatives.json");
    const document = await jsonOf(file);
    if (document === undefined) continue;
    try {
      found[id] = { ...asRepresentatives(document), directory: join(directory, id) };
    } catch (error) {
      throw new UnreadableRun(`${file} is ${(error as Error).message}`, again);
    }
  }
  return found;
}

/** One seed lies in the variant's directory itself, several in seed-<n>; those without an event have not begun. */
async function readSeeds(directory: string): Promise<RecordedSeed[]> {
  const several = (await namesOfDirectories(directory)).filter((name) => /^seed-\d+$/.test(name));
  const numbers = several.map((name) => Number(name.slice("seed-".length))).sort((a, b) => a - b);
  const places = several.length === 0 ? [directory] : numbers.map((seed) => join(directory, `seed-${seed}`));
  const seeds: RecordedSeed[] = [];
  for (const place of places) {
    const events = await readEvents(join(place, "events.jsonl"));
    if (events.length === 0) continue;
    const attacks = join(place, "attacks");
    seeds.push({
      events,
      attacks: await readAttacks(attacks),
      representatives: await readRepresentatives(attacks),
    });
  }
  return seeds;
}

/**
 * Reads summary.json, resolved.json, environment.json, and every variant's events and scores.
 * @throws {UnreadableRun} where `path` is no run directory, its summary has another schema or a file is broken
 */
export async function readRun(path: string): Promise<RecordedRun> {
  const directory = resolve(path);
  const summary = await readSummary(directory);
  const begun = await namesOfDirectories(directory);
  const variants: Record<string, readonly RecordedSeed[]> = {};
  for (const name of new Set([...Object.keys(summary.variants), ...begun])) {
    const seeds = await readSeeds(join(directory, name));
    if (name in summary.variants || seeds.length > 0) variants[name] = seeds;
  }
  return {
    directory,
    summary,
    resolved: await jsonOf(join(directory, "resolved.json")),
    environment: await jsonOf(join(directory, "environment.json")),
    variants,
  };
}
