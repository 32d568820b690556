/** Problems of a scenario: where, what was found, what is allowed, what to do next. @module */
import type { Origin } from "./tree.js";

export interface Diagnostic {
  /** path of the file, or `command line: key=value` */
  readonly file: string;
  /** from 1; absent on the command line */
  readonly line?: number;
  /** from 1; absent on the command line */
  readonly column?: number;
  /** dotted path inside the scenario, empty for the whole */
  readonly path: string;
  readonly message: string;
  readonly found?: string;
  readonly allowed?: string;
  /** the nearest correct spelling */
  readonly suggestion?: string;
  /** what to do next */
  readonly hint?: string;
}

export type Problem = Omit<Diagnostic, keyof Origin>;

export function diagnostic(origin: Origin, problem: Problem): Diagnostic {
  return { ...origin, ...problem };
}

/** `file:line:column`, as terminals and editors link it. */
export function formatPlace({ file, line, column }: Origin): string {
  return [file, line, column].filter((part) => part !== undefined).join(":");
}

/** Several lines, for people. */
export function formatDiagnostic(problem: Diagnostic): string {
  const details = Object.entries({
    found: problem.found,
    allowed: problem.allowed,
    "did you mean": problem.suggestion && `${problem.suggestion}?`,
    "next step": problem.hint,
  });
  const lines = details.flatMap(([label, text]) => (text ? [`  ${label.padEnd(13)} ${text}`] : []));
  return [`${formatPlace(problem)}  ${problem.message}`, ...lines].join("\n");
}

/** One line, for lists and for `grep`. */
export function formatDiagnosticLine(problem: Diagnostic): string {
  const details = [
    problem.found && `found ${problem.found}`,
    problem.suggestion && `did you mean ${problem.suggestion}?`,
    problem.allowed && `allowed: ${problem.allowed}`,
    problem.hint,
  ].filter(Boolean);
  return [`${formatPlace(problem)}  ${problem.message}`, ...details]
    .join("; ")
    .replaceAll("?;", "?")
    .replaceAll("\n", " ");
}

/** Thrown with every problem of a scenario at once, in the order of the file. */
export class ScenarioError extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    const sorted = inOrder(diagnostics);
    super(sorted.map(formatDiagnostic).join("\n"));
    this.name = "ScenarioError";
    this.diagnostics = sorted;
  }
}

/** Sorted by place, each problem once, as it was said last: variants share most of their text, and so their problems. */
export function inOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const once = new Map(diagnostics.map((problem) => [`${formatPlace(problem)} ${problem.message}`, problem]));
  return [...once.values()].sort(
    (a, b) =>
      Number(a.line === undefined) - Number(b.line === undefined) ||
      (a.line ?? 0) - (b.line ?? 0) ||
      (a.column ?? 0) - (b.column ?? 0),
  );
}
