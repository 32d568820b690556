/** Lists of participants and of names: within range, each only once. @module */
import { diagnostic } from "./diagnostics.js";
import type { Diagnostic, Problem } from "./diagnostics.js";
import { formatPath } from "./path.js";
import type { Path } from "./path.js";
import { describeTree, nodeAt, originAt } from "./tree.js";
import type { Tree } from "./tree.js";

/** Notes a problem with what stands at a path. */
export type Report = (path: Path, problem: Omit<Problem, "path" | "found">) => void;

/** @param problems where they are noted */
export function reporter(tree: Tree, problems: Diagnostic[]): Report {
  return (path, problem) => {
    const found = describeTree(nodeAt(tree, path));
    problems.push(diagnostic(originAt(tree, path), { path: formatPath(path), found, ...problem }));
  };
}

export function checkIndices(indices: readonly number[], path: Path, count: number, report: Report): void {
  indices.forEach((participant, place) => {
    if (participant >= count) report([...path, place], outOfRange(participant, count));
  });
  checkUnique(indices, (place) => [...path, place], "this participant is listed twice", report);
}

export function outOfRange(participant: number, count: number) {
  const message = `there is no participant ${participant}: participants.count is ${count}, and they count from 0`;
  return { message, allowed: `an integer from 0 to ${count - 1}` };
}

export function checkUnique(
  values: readonly unknown[],
  path: (index: number) => Path,
  message: string,
  report: Report,
): void {
  values.forEach((value, index) => {
    if (values.indexOf(value) < index) report(path(index), { message, hint: "keep one of them" });
  });
}
