/** The parameters of the plug-ins that a scenario picks. @module */
import type { Catalogue, PluginKind } from "./catalogue.js";
import { isPluginPath } from "./catalogue.js";
import type { Choice } from "./choices.js";
import { diagnostic } from "./diagnostics.js";
import type { Diagnostic } from "./diagnostics.js";
import { explainIssues } from "./explain.js";
import { shapeOf } from "./json-shape.js";
import { nearest } from "./nearest.js";
import { formatPath } from "./path.js";
import { ownKeys } from "./plugin-ref.js";
import { toValue } from "./tree.js";
import type { Tree } from "./tree.js";

export type ParsedParams =
  | { readonly ok: true; readonly params: Readonly<Record<string, unknown>>; readonly module: string | undefined }
  | { readonly ok: false; readonly problems: readonly Diagnostic[] };

/** Parses a choice's parameters by the plug-in it names, defaults filled in. */
export function parseParams(tree: Tree, choice: Choice, catalogue: Catalogue): ParsedParams {
  const { kind, path, node, name } = choice;
  const plugin = catalogue.find(kind, name.value);
  if (plugin === undefined) return { ok: false, problems: [unknownPlugin(choice, catalogue)] };
  const otherKeys = ownKeys[kind];
  const written = [...node.entries].filter(([key]) => !otherKeys.includes(key));
  const parsed = plugin.params.safeParse(Object.fromEntries(written.map(([key, { value }]) => [key, toValue(value)])));
  if (parsed.success) return { ok: true, params: parsed.data, module: catalogue.module(kind, name.value) };
  const shape = shapeOf(plugin.params);
  return { ok: false, problems: explainIssues(parsed.error.issues, { tree, at: path, shape, otherKeys }) };
}

function unknownPlugin({ kind, path, name }: Choice, catalogue: Catalogue): Diagnostic {
  const where = { path: formatPath([...path, "kind"]), found: JSON.stringify(name.value) };
  const problem = catalogue.problem(kind, name.value);
  if (problem !== undefined) return diagnostic(name.origin, { ...where, ...problem });
  const names = catalogue.names(kind);
  const suggestion = nearest(name.value, names);
  return diagnostic(name.origin, {
    ...where,
    message: isPluginPath(name.value)
      ? `${article(kind)} named by path is not loaded here`
      : `there is no such ${kind}`,
    allowed: [...names, `or a path such as ./my-${kind}.ts`].join(", "),
    ...(suggestion !== undefined && { suggestion }),
    hint: `fedleak list ${kind} says what each one is`,
  });
}

function article(kind: PluginKind): string {
  return kind === "attack" || kind === "aggregator" ? `an ${kind}` : `a ${kind}`;
}
