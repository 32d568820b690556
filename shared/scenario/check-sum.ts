/** What a server that sees only sums asks of the rest of a scenario. @module */
import { diagnostic } from "./diagnostics.js";
import type { Diagnostic } from "./diagnostics.js";
import { formatPath } from "./path.js";
import type { Path } from "./path.js";
import type { RunConfig } from "./schema.js";
import { describeTree, keyOriginAt, nodeAt, originAt } from "./tree.js";
import type { Tree } from "./tree.js";

/** Updates are summed where a cohort works on the same weights, each counts alike, and nobody is singled out. */
export function checkSum({ server, training, attacks }: RunConfig, tree: Tree): Diagnostic[] {
  if (server.sees !== "sum") return [];
  const needs = (what: string, hint: string): Diagnostic => {
    const path = ["server", "sees"];
    const found = describeTree(nodeAt(tree, path));
    return diagnostic(originAt(tree, path), { path: formatPath(path), message: `a sum needs ${what}`, found, hint });
  };
  const keep = "or let the server see updates";
  return [
    ...(training.schedule === "synchronous"
      ? []
      : [needs("training.schedule: synchronous", `only a cohort's updates can be summed; set it, ${keep}`)]),
    ...(training.weighting === "uniform"
      ? []
      : [
          needs("training.weighting: uniform", `an ideal secure aggregation adds updates as they are; set it, ${keep}`),
        ]),
    ...attacks.flatMap(({ seat, target }, index): Diagnostic[] => {
      if (seat === "network") return [masked(index, tree)];
      if (target === undefined) return [];
      if (target.participant === undefined && target.participants === "all") return [];
      const key = target.participant === undefined ? "participants" : "participant";
      const path: Path = ["attacks", index, "target", key];
      const message = `${formatPath(path)} singles participants out, and server.sees is sum`;
      const hint = "remove it: a sum tells nobody apart, so that all participants are the target";
      return [diagnostic(keyOriginAt(tree, path), { path: formatPath(path), message, hint })];
    }),
  ];
}

/** A real secure aggregation masks every update on its way; the simulated one is ideal and sends them as they are. */
function masked(index: number, tree: Tree): Diagnostic {
  const path: Path = ["attacks", index, "seat"];
  const message = `${formatPath(path)} is network, and server.sees is sum`;
  const hint =
    "let the server see updates, or put this attack at the server's seat: a secure aggregation masks every update " +
    "before it is sent, so that a line carries nothing to read, but this one is simulated and sends them bare";
  return diagnostic(originAt(tree, path), { path: formatPath(path), message, hint });
}
