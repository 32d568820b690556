/** Whether the controls of attacks are variants that can be compared with. @module */
import { diagnostic } from "./diagnostics.js";
import type { Diagnostic } from "./diagnostics.js";
import { nearest } from "./nearest.js";
import { formatPath } from "./path.js";
import type { RunConfig } from "./schema.js";
import { describeTree, nodeAt, originAt } from "./tree.js";
import type { VariantTree } from "./variants.js";

/** @param names of all variants; a list that the control variant itself shares with the others is no problem */
export function checkControls(
  config: RunConfig | undefined,
  { tree }: VariantTree,
  names: readonly string[],
): Diagnostic[] {
  return (config?.attacks ?? []).flatMap(({ controls = [] }, index) =>
    controls.flatMap((name, place): Diagnostic[] => {
      const path = ["attacks", index, "controls", place];
      if (names.includes(name)) return [];
      const suggestion = nearest(name, names);
      const found = describeTree(nodeAt(tree, path));
      const message = "there is no such variant to compare with";
      const allowed = names.join(", ");
      const problem = {
        path: formatPath(path),
        message,
        found,
        allowed,
        ...(suggestion !== undefined && { suggestion }),
      };
      return [diagnostic(originAt(tree, path), problem)];
    }),
  );
}
