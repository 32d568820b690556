/** What of a run is needed to attack it again, whether it was completed or not. @module */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { runSchema, type RunConfig } from "../../shared/scenario/schema.js";
import type { BackendName } from "../../shared/tensor/backend/backend.js";
import { UnreadableRun } from "./read-run.js";

export interface RecordedVariant {
  readonly name: string;
  /** of the first seed */
  readonly config: RunConfig;
  /** those that have begun, in order */
  readonly seeds: readonly { readonly seed: number; readonly directory: string }[];
}

export interface Recording {
  /** absolute */
  readonly directory: string;
  /** absolute; where relative paths in the scenario start */
  readonly folder: string;
  readonly backend: BackendName;
  readonly variants: readonly RecordedVariant[];
}

const resolvedShape = z.looseObject({
  folder: z.string(),
  variants: z.array(z.looseObject({ name: z.string(), config: runSchema })),
});
const environmentShape = z.looseObject({
  backend: z.looseObject({ name: z.enum(["wasm", "cpu", "tensorflow"]) }),
});

/** @throws {UnreadableRun} where `path` is no run directory, or its files are those of another version or broken */
export function readRecording(path: string): Recording {
  const directory = resolve(path);
  const isDirectory = existsSync(directory) && statSync(directory).isDirectory();
  const where = "give a run directory, such as runs/<scenario>/<stamp>";
  if (!isDirectory) throw new UnreadableRun(`there is no directory ${path}`, where);
  if (!existsSync(join(directory, "resolved.json"))) {
    throw new UnreadableRun(`${path} holds no resolved.json: it is no run directory`, where);
  }
  const { folder, variants } = read(join(directory, "resolved.json"), resolvedShape);
  const { backend } = read(join(directory, "environment.json"), environmentShape);
  return {
    ...{ directory, folder },
    backend: backend.name,
    variants: variants.map(({ name, config }) => ({
      ...{ name, config },
      seeds: seedsIn(join(directory, name), config.seed),
    })),
  };
}

function read<T>(file: string, shape: z.ZodType<T>): T {
  try {
    return shape.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    const [issue] = error instanceof z.ZodError ? error.issues : [];
    const found = issue === undefined ? (error as Error).message : `${issue.path.join(".")}: ${issue.message}`;
    throw new UnreadableRun(
      `${file} cannot be used: ${found}`,
      "it was recorded by another version, or edited: run again",
    );
  }
}

/** One seed lies in the variant's directory itself, several in seed-<n>. */
function seedsIn(directory: string, only: number): { seed: number; directory: string }[] {
  if (!existsSync(directory)) return [];
  const numbers = readdirSync(directory).flatMap((name) => /^seed-(\d+)$/.exec(name)?.[1] ?? []);
  if (numbers.length === 0) return [{ seed: only, directory }];
  const seeds = numbers.map(Number).sort((a, b) => a - b);
  return seeds.map((seed) => ({ seed, directory: join(directory, `seed-${seed}`) }));
}
