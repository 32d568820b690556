/** Loads a plug-in outside the repository and checks that it is one. @module */
import { z } from "zod";
import type { PluginKind, PluginKinds } from "../../shared/scenario/catalogue.js";
import { ownKeys } from "../../shared/scenario/plugin-ref.js";
import { compilePlugin } from "./compile.js";
import { PluginError } from "./plugin-error.js";

export interface LoadedPlugin<K extends PluginKind> {
  readonly plugin: PluginKinds[K];
  /** file URL of the compiled module */
  readonly module: string;
}

const isZodObject = (value: unknown): value is z.ZodObject => value instanceof z.ZodObject;

const pluginFields = z.looseObject({
  kind: z.string(),
  name: z.string().min(1),
  summary: z.string().min(1),
  reference: z.object({ title: z.string(), url: z.string(), year: z.number() }),
  params: z.custom<z.ZodObject>(isZodObject, "must be a z.strictObject({ ... }) of fedleak's `z`"),
  create: z.custom<() => unknown>((value) => typeof value === "function", "must be a function"),
});

const attackFields = pluginFields.extend({
  threat: z.object({
    seat: z.enum(["server", "participant", "querier", "network"]),
    behaviour: z.enum(["honest-but-curious", "malicious"]),
    sees: z.array(z.string()),
    knows: z.array(z.string()),
  }),
});

/**
 * Compiles the plug-in at `file` into `outDir` and imports it.
 * @throws {PluginError} when it cannot be compiled or is no plug-in of that kind
 */
export async function loadPlugin<K extends PluginKind>(
  file: string,
  kind: K,
  outDir: string,
): Promise<LoadedPlugin<K>> {
  const module = await compilePlugin(file, outDir);
  const exported = (await importModule(module)) as { default?: unknown };
  return { plugin: checkPlugin(exported.default, kind), module };
}

async function importModule(module: string): Promise<unknown> {
  try {
    return await import(module);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new PluginError(`it throws when it is imported: ${why}`, "correct the plug-in and run again");
  }
}

/**
 * The value, if it is a plug-in of `kind`.
 * @throws {PluginError} otherwise
 */
export function checkPlugin<K extends PluginKind>(value: unknown, kind: K): PluginKinds[K] {
  const definer = `define${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
  const hint = `end the file with: export default ${definer}({ ... })`;
  if (typeof value !== "object" || value === null) throw new PluginError("it has no default export", hint);
  const declared = (value as { kind?: unknown }).kind;
  if (declared !== kind) {
    throw new PluginError(
      `it is ${declared === undefined ? "no plug-in" : `a plug-in of kind ${String(declared)}`}, not ${kind}`,
      hint,
    );
  }
  const parsed = (kind === "attack" ? attackFields : pluginFields).safeParse(value);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    throw new PluginError(`its default export is incomplete: ${wrong.join("; ")}`, hint);
  }
  const taken = Object.keys(parsed.data.params.shape).filter((key) => [...ownKeys[kind], "module"].includes(key));
  if (taken.length > 0) {
    throw new PluginError(
      `${taken.join(", ")} cannot be a parameter of its own`,
      "the scenario uses that key; name it otherwise",
    );
  }
  return value as unknown as PluginKinds[K];
}
