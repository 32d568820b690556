/** A curve as a table or a JSON document, and as a figure. @module */
import { writeFileSync } from "node:fs";
import { extname } from "node:path";
import { describeEvent } from "../../../shared/privacy/describe-event.js";
import { UsageError } from "../usage-error.js";
import type { Curve } from "./curve.js";
import { flagOf } from "./numbers.js";
import type { Question } from "./question.js";
import { printable } from "./result.js";
import { inFull, rounded } from "./rounded.js";

/** Lines, without the last line feed. */
export function curveText(question: Question, { name, accountants, refusals, points }: Curve): string {
  const ways = accountants.map(({ kind }) => (kind === "upper-bound" ? "up" : "near"));
  const rows = [
    [
      flagOf(name).slice(2),
      ...accountants.map((accountant) => `${accountant.name}, ${accountant.kind.replace("-", " ")}`),
    ],
    ...points.map(({ at, epsilon }) => [rounded(at, "near"), ...epsilon.map((value, i) => rounded(value, ways[i]))]),
  ];
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const lines = rows.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i]))
      .join("  ")
      .trimEnd(),
  );
  const refused = refusals.map(({ accountant, why }) => `${accountant.name} cannot: ${why}`);
  return [...lines, "", ...refused, captionOf(question, name)].join("\n");
}

export function curveDocument(question: Question, { name, accountants, refusals, points }: Curve) {
  const { unit, neighbours, sampler, mechanism, numbers, derived } = question;
  return {
    parameter: name,
    points: points.map(({ at, epsilon }) => ({
      [name]: at,
      epsilon: Object.fromEntries(accountants.map((accountant, i) => [accountant.name, printable(epsilon[i])])),
    })),
    ...{ unit, neighbours, sampler, mechanism },
    ...numbers,
    accountants: Object.fromEntries([
      ...accountants.map(({ name: accountant, kind }) => [accountant, { kind }] as const),
      ...refusals.map(({ accountant, why }) => [accountant.name, { refuses: why }] as const),
    ]),
    derived,
  };
}

/** What stays the same along the curve. */
function captionOf({ unit, neighbours, sampling, numbers, event }: Question, name: Curve["name"]): string {
  const delta = name === "delta" ? "" : `δ = ${inFull(numbers.delta ?? 0)}, `;
  return `${delta}per ${unit}, ${neighbours}; around ${describeEvent(event())}; sampling ${sampling}`;
}

/**
 * What draws is loaded when there is something to draw: it takes longer than most answers.
 * @throws {UsageError} where `path` has another extension than .svg or .png, or cannot be written
 */
export async function writeCurve(path: string, question: Question, curve: Curve): Promise<void> {
  const extension = extname(path);
  if (extension !== ".svg" && extension !== ".png") {
    throw new UsageError(`--figure is ${path}, must end in .svg or .png`, "such as --figure curve.svg");
  }
  const [{ epsilonCurveFigure }, { onWhite }, { toPng }] = await Promise.all([
    import("../../report/figures/epsilon/epsilon-curve.js"),
    import("../../report/charts/theme.js"),
    import("../../report/charts/raster.js"),
  ]);
  const { name, accountants, points } = curve;
  const curves = accountants.map(({ name: accountant, kind }, i) => ({
    accountant: kind === "approximation" ? `${accountant}, approximation` : accountant,
    points: points.map(({ at, epsilon }) => [at, epsilon[i]] as const),
  }));
  const axis = flagOf(name).slice(2).replaceAll("-", " ");
  const svg = onWhite(epsilonCurveFigure({ axis, curves, caption: captionOf(question, name) }).draw("wide"));
  try {
    writeFileSync(path, extension === ".svg" ? svg : toPng(svg));
  } catch (error) {
    throw new UsageError(`--figure: ${(error as Error).message}`, "give a path in a directory that exists");
  }
}
