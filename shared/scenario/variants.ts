/** Variants: one tree each, with the overrides of the variant and then those of the command line in it. @module */
import { writeOutChoices } from "./choices.js";
import { diagnostic } from "./diagnostics.js";
import type { Diagnostic } from "./diagnostics.js";
import { nearest } from "./nearest.js";
import { applyOverride, commandLine, Misfit } from "./overrides.js";
import type { Override } from "./overrides.js";
import { formatPath, parsePath } from "./path.js";
import type { Path } from "./path.js";
import type { Entry, Mapping } from "./tree.js";

export interface VariantTree {
  readonly name: string;
  readonly tree: Mapping;
}

/** The name of the only variant of a scenario that lists none. */
export const soleVariant = "run";

/** What variants share, so that they can be compared. */
export const sharedKeys: readonly unknown[] = ["schema", "name", "question", "seed", "seeds", "variants", "expect"];

/**
 * Puts overrides where they belong. Precedence: file < variant < command line.
 * @param only names of the variants to keep; all of them where there is none
 */
export function expandVariants(file: Mapping, overrides: readonly Override[], only: readonly string[] = []) {
  const problems: Diagnostic[] = [];
  const shared = overrides.filter(({ path }) => sharedKeys.includes(path[0]));
  const own = overrides.filter((override) => !shared.includes(override));
  const base = applyAll(writeOutChoices(file), shared, problems);
  const named = namedVariants(base);
  problems.push(...unknownVariants(only, [...named.keys()]));

  // a list may have the element in one variant and not in another: then the override is about the one that has it
  const fitting = new Set<Override>();
  const missing = new Map<Override, Diagnostic>();
  const wanted = [...named].filter(([name]) => only.length === 0 || only.includes(name));
  const trees = wanted.map(([name, entry]): VariantTree => {
    const start = entry === undefined ? base : applyAll(base, variantOverrides(name, entry, problems), problems);
    const tree = own.reduce((before, override) => {
      const after = attempt(before, override);
      if (!(after instanceof Misfit)) {
        fitting.add(override);
        return after;
      }
      if (after.missingElement) missing.set(override, misfitDiagnostic(after, override));
      else problems.push(misfitDiagnostic(after, override));
      return before;
    }, start);
    return { name, tree };
  });
  problems.push(...[...missing].flatMap(([override, problem]) => (fitting.has(override) ? [] : [problem])));
  return { trees, problems };
}

function namedVariants(base: Mapping): ReadonlyMap<string, Entry | undefined> {
  const listed = base.entries.get("variants")?.value;
  return listed?.type === "map" && listed.entries.size > 0 ? listed.entries : new Map([[soleVariant, undefined]]);
}

function unknownVariants(only: readonly string[], names: readonly string[]): Diagnostic[] {
  const unknown = only.filter((name) => !names.includes(name));
  return unknown.map((name) => {
    const suggestion = nearest(name, names);
    return diagnostic(commandLine(`--variant ${name}`), {
      path: "variants",
      message: `no variant is named ${name}`,
      allowed: names.join(", "),
      ...(suggestion !== undefined && { suggestion }),
    });
  });
}

function variantOverrides(variant: string, { value }: Entry, problems: Diagnostic[]): Override[] {
  if (value.type !== "map") return [];
  return [...value.entries].flatMap(([key, entry]) => {
    const path = parsePath(key);
    const at = ["variants", variant, key];
    if (path === undefined) {
      problems.push(variantProblem(entry, at, `${key} is no path into a scenario`, "for example training.rounds"));
      return [];
    }
    if (sharedKeys.includes(path[0])) {
      const hint = "set it for the whole scenario";
      problems.push(variantProblem(entry, at, `a variant cannot change ${path[0]}: variants share it`, hint));
      return [];
    }
    return [{ path, key: entry.key, value: entry.value }];
  });
}

function variantProblem(entry: Entry, path: Path, message: string, hint: string): Diagnostic {
  return diagnostic(entry.key, { path: formatPath(path), message, hint });
}

function applyAll(tree: Mapping, overrides: readonly Override[], problems: Diagnostic[]): Mapping {
  return overrides.reduce((before, override) => {
    const after = attempt(before, override);
    if (!(after instanceof Misfit)) return after;
    problems.push(misfitDiagnostic(after, override));
    return before;
  }, tree);
}

function attempt(tree: Mapping, override: Override): Mapping | Misfit {
  try {
    return writeOutChoices(applyOverride(tree, override));
  } catch (error) {
    if (error instanceof Misfit) return error;
    throw error;
  }
}

function misfitDiagnostic({ message, hint }: Misfit, { key, path }: Override): Diagnostic {
  return diagnostic(key, { path: formatPath(path), message, hint });
}
