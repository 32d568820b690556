/** Checks a scenario text against everything that comes with fedleak, without trying plug-ins out. @module */
import { builtIn } from "../../../lab/plugins/built-in.js";
import type { Catalogue } from "../../../shared/scenario/catalogue.js";
import { formatDiagnosticLine, ScenarioError } from "../../../shared/scenario/diagnostics.js";
import type { Diagnostic } from "../../../shared/scenario/diagnostics.js";
import { readScenario, resolveScenario } from "../../../shared/scenario/resolve.js";

export function problemsOf(
  text: string,
  overrides: readonly string[] = [],
  catalogue: Catalogue = builtIn,
): readonly Diagnostic[] {
  try {
    resolveScenario(readScenario(text, "s.yaml", overrides), catalogue);
    return [];
  } catch (error) {
    if (error instanceof ScenarioError) return error.diagnostics;
    throw error;
  }
}

export const linesOf = (text: string, overrides?: readonly string[], catalogue?: Catalogue): readonly string[] =>
  problemsOf(text, overrides, catalogue).map(formatDiagnosticLine);
