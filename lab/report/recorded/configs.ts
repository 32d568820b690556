/** The variants' configurations as a run's resolved.json has them. @module */
import { z } from "zod";
import { runSchema } from "../../../shared/scenario/schema.js";
import type { RunConfig } from "../../../shared/scenario/schema.js";
import type { RecordedRun } from "../../runs/read-run.js";

const resolvedShape = z.looseObject({ variants: z.array(z.looseObject({ name: z.string(), config: runSchema })) });

export interface NamedConfig {
  readonly name: string;
  readonly config: RunConfig;
}

/** In the order of the scenario; empty where resolved.json has none that can be read. */
export function configsOf({ resolved }: Pick<RecordedRun, "resolved">): NamedConfig[] {
  const { success, data } = resolvedShape.safeParse(resolved);
  return success ? data.variants : [];
}
