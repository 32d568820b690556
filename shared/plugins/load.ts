/** From the reference of a plug-in in a job to the plug-in itself, in whatever process. @module */

/** A plug-in as one process names it to another. */
export interface PluginRef {
  /** name of a built-in plug-in, or the path that the scenario gives */
  readonly kind: string;
  /** as in a resolved scenario: checked, defaults filled in */
  readonly params: Readonly<Record<string, unknown>>;
  /** file URL of the compiled module of a plug-in named by path */
  readonly module?: string;
}

/**
 * The plug-in that `ref` names: imported from its compiled module, else found by name among `builtIns`.
 * @throws {RangeError} when no built-in plug-in has that name
 */
export async function loadPlugin<P extends { readonly name: string }>(
  ref: PluginRef,
  builtIns: readonly P[],
): Promise<P> {
  if (ref.module !== undefined) return ((await import(ref.module)) as { default: P }).default;
  const plugin = builtIns.find(({ name }) => name === ref.kind);
  if (plugin === undefined) {
    throw new RangeError(`no plug-in is named ${ref.kind}; there are ${builtIns.map(({ name }) => name).join(", ")}`);
  }
  return plugin;
}
