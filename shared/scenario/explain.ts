/** From the issues of zod to problems a person can act on. @module */
import type { z } from "zod";
import { diagnostic } from "./diagnostics.js";
import type { Diagnostic, Problem } from "./diagnostics.js";
import { allowedBy, keysOf, property, shapeAt, wordsOf } from "./json-shape.js";
import type { JsonShape } from "./json-shape.js";
import { nearest } from "./nearest.js";
import { formatPath } from "./path.js";
import type { Path } from "./path.js";
import { describeTree, keyOriginAt, nodeAt, originAt } from "./tree.js";
import type { Tree } from "./tree.js";

type Issue = z.core.$ZodIssue;

/** What the issues are about. */
export interface Subject {
  /** the whole scenario */
  readonly tree: Tree;
  /** where in it the parsed value is */
  readonly at: Path;
  /** what the schema allows there */
  readonly shape: JsonShape;
  /** allowed keys beside those of the schema: of a plug-in's map, those that belong to the scenario */
  readonly otherKeys?: readonly string[];
}

export function explainIssues(issues: readonly Issue[], subject: Subject): Diagnostic[] {
  // one value, one problem: "not a safe integer" and "more than 10000" are the same mistake
  const placeOf = ({ code, path }: Issue) => (code === "unrecognized_keys" ? [...path, code] : path).join();
  const places = issues.map(placeOf);
  const first = issues.filter((_, index) => places.indexOf(places[index]) === index);
  return first.flatMap((issue) => explain(issue, subject));
}

function explain(issue: Issue, subject: Subject): Diagnostic[] {
  const { tree, shape } = subject;
  const local = issue.path.filter((step) => typeof step !== "symbol");
  const path = [...subject.at, ...local];
  const name = formatPath(path) || "the scenario";
  const at = shapeAt(shape, local);
  const node = nodeAt(tree, path);
  const say = (message: string, rest: Partial<Problem> = {}): Diagnostic[] => [
    diagnostic(originAt(tree, path), { path: formatPath(path), message, found: describeTree(node), ...rest }),
  ];
  const allowed = at && allowedBy(at);
  const expected = { ...(allowed !== undefined && { allowed }) };

  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownKey(key, path, local, subject));
  if (issue.code === "invalid_key") return [badKey(path, issue.issues[0]?.message, tree)];
  const branch = issue.code === "invalid_union" ? usefulBranch(issue.errors) : undefined;
  if (branch !== undefined) {
    return branch.flatMap((inner) => explain({ ...inner, path: [...issue.path, ...inner.path] } as Issue, subject));
  }
  if (node === undefined) return [missing(path, at, subject)];
  switch (issue.code) {
    case "invalid_type":
    case "invalid_union":
    case "invalid_value":
      return say(`${name} ${mismatch(node, at)}`, { ...expected, ...spelling(node, at), ...rewriting(node, at) });
    case "too_small":
      return say(`${name} is too ${hasLength(issue.origin) ? "short" : "small"}`, expected);
    case "too_big":
      return say(`${name} is too ${hasLength(issue.origin) ? "long" : "large"}`, expected);
    case "invalid_format":
      return say(`${name} has a form that is not allowed`, { allowed: issue.message });
    case "not_multiple_of":
      return say(`${name} is not a multiple of ${issue.divisor}`, expected);
    case "custom":
      return say(`${name} ${issue.message}`, { found: undefined });
    default:
      return say(`${name}: ${issue.message}`, expected);
  }
}

const hasLength = (origin: string): boolean => origin === "array" || origin === "string";

/** How a value differs from what is wanted, after the name of its place. */
function mismatch(node: Tree, shape: JsonShape | undefined): string {
  const value = node.type === "scalar" ? node.value : undefined;
  if (value === null) return "is empty";
  if (shape?.enum || shape?.const !== undefined) return "is not one of the allowed values";
  switch (shape?.type) {
    case "integer":
    case "number":
      if (typeof value !== "number") return "is not a number";
      return Number.isFinite(value) ? "is not an integer" : "is not a finite number";
    case "string":
      return "is not text";
    case "boolean":
      return "is neither true nor false";
    case "array":
      return "is not a list";
    case "object":
      return "is not a map";
    default:
      return "is none of what is allowed";
  }
}

function unknownKey(key: string, parent: Path, local: Path, { tree, shape, at, otherKeys }: Subject): Diagnostic {
  const own = keysOf(shapeAt(shape, local));
  const keys = local.length === 0 ? [...own, ...(otherKeys ?? [])] : own;
  const suggestion = nearest(key, keys);
  const home = at.length === 0 ? elsewhere(shape, key) : undefined;
  const where = parent.length === 0 ? "" : ` in ${formatPath(parent)}`;
  return diagnostic(keyOriginAt(tree, [...parent, key]), {
    path: formatPath([...parent, key]),
    message: `unknown key ${key}${where}`,
    allowed: keys.length === 0 ? "no keys" : keys.join(", "),
    ...(suggestion !== undefined && { suggestion }),
    ...(home !== undefined && { hint: `${key} belongs in ${home}` }),
  });
}

/** Where a key that stands in the wrong place is at home: `rounds` in `training`. */
function elsewhere(shape: JsonShape, key: string): string | undefined {
  return Object.entries(shape.properties ?? {}).find(([, room]) => property(room, key) !== undefined)?.[0];
}

function badKey(path: Path, allowed: string | undefined, tree: Tree): Diagnostic {
  return diagnostic(keyOriginAt(tree, path), {
    path: formatPath(path),
    message: `the name ${String(path.at(-1))} is not allowed in ${formatPath(path.slice(0, -1))}`,
    ...(allowed !== undefined && { allowed }),
  });
}

function missing(path: Path, shape: JsonShape | undefined, subject: Subject): Diagnostic {
  const { tree } = subject;
  const [parent, key] = [path.slice(0, -1), String(path.at(-1))];
  const local = parent.slice(subject.at.length);
  const around = nodeAt(tree, parent);
  const unknown = around?.type === "map" ? [...around.entries.keys()] : [];
  const misspelt = nearest(
    key,
    unknown.filter((other) => !keysOf(shapeAt(subject.shape, local)).includes(other)),
  );
  if (misspelt !== undefined) return unknownKey(misspelt, parent, local, subject);
  const what = shape?.description ?? (shape && allowedBy(shape));
  return diagnostic(keyOriginAt(tree, path), {
    path: formatPath(path),
    message: `${formatPath(path)} is missing${what === undefined ? "" : `: ${what}`}`,
    ...(shape?.description !== undefined && { allowed: allowedBy(shape) }),
    hint: `add \`${key}: ...\`${parent.length === 0 ? "" : ` to ${formatPath(parent)}`}`,
  });
}

/** The branch of a union that fits the value's type but for something inside it; else none is more useful than another. */
function usefulBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const fitting = branches.filter((issues) =>
    issues.every(({ path, code }) => path.length > 0 || (code !== "invalid_type" && code !== "invalid_value")),
  );
  return fitting.sort((a, b) => a.length - b.length)[0];
}

function spelling(node: Tree, shape: JsonShape | undefined): Partial<Problem> {
  if (node.type !== "scalar" || typeof node.value !== "string") return {};
  const suggestion = nearest(node.value, wordsOf(shape));
  return suggestion === undefined ? {} : { suggestion };
}

/** What a value that only looks right should be written as. */
function rewriting(node: Tree, shape: JsonShape | undefined): Partial<Problem> {
  const wantsNumber = shape?.type === "integer" || shape?.type === "number";
  if (node.type !== "scalar" || typeof node.value !== "string" || !wantsNumber) return {};
  const number = Number(node.value.replaceAll("_", ""));
  return node.value.trim() === "" || Number.isNaN(number) ? {} : { hint: `write ${number}, without quotes` };
}
