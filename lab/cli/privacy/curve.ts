/** Epsilon along a parameter of a release. @module */
import type { Accountant } from "../../../shared/plugins/accountant.js";
import { UsageError } from "../usage-error.js";
import { epsilonAccounts, isAnswer, nobodyAnswers } from "./accounts.js";
import type { Refusal } from "./accounts.js";
import { flagOf, numberWords } from "./numbers.js";
import type { NumberName } from "./numbers.js";
import type { Question } from "./question.js";

export interface CurveFlags {
  readonly curve?: string;
  readonly from?: string;
  readonly to?: string;
  readonly points?: string;
  readonly figure?: string;
}

export type CurveKind = "steps" | "noise" | "rate" | "delta";

export const curveKinds: { readonly [Kind in CurveKind]: Kind } = {
  steps: "steps",
  noise: "noise",
  rate: "rate",
  delta: "delta",
};

export interface Curve {
  /** what epsilon is drawn against */
  readonly name: NumberName;
  readonly accountants: readonly Accountant[];
  readonly refusals: readonly Refusal[];
  /** ascending; an epsilon for each accountant, NaN where its arithmetic failed */
  readonly points: readonly { readonly at: number; readonly epsilon: readonly number[] }[];
}

/** How far a curve goes around the value that is given, as factors. */
const reach: Readonly<Record<CurveKind, readonly [down: number, up: number]>> = {
  steps: [0.01, 1],
  noise: [0.25, 4],
  rate: [0.1, 10],
  delta: [1e-4, 1e4],
};

/**
 * Points that are evenly spaced in their logarithms.
 * @throws {UsageError} on flags that make no curve, and where no accountant can answer
 */
export function curveOf(
  question: Question,
  kind: CurveKind,
  flags: CurveFlags,
  candidates: readonly Accountant[],
): Curve {
  const { varied, neighbours, numbers, mechanism, sampler } = question;
  const name = kind === "delta" ? "delta" : varied[kind]?.name;
  if (name === undefined) {
    throw new UsageError(`mechanism ${mechanism}, sampler ${sampler}: there is no ${kind}`, "draw another --curve");
  }
  const values = valuesOf(question, kind, name, flags);
  const asked = (accountants: readonly Accountant[], at: number) =>
    epsilonAccounts(
      accountants,
      question.event({ [name]: at }),
      kind === "delta" ? at : (numbers.delta ?? 0),
      neighbours,
    );
  const first = asked(candidates, values[0]);
  const refusals = first.filter((account) => !isAnswer(account)) as readonly Refusal[];
  const accountants = first.filter(isAnswer).map(({ accountant }) => accountant);
  if (accountants.length === 0) throw nobodyAnswers(refusals);
  const points = values.map((at) => {
    const accounts = asked(accountants, at);
    return { at, epsilon: accounts.map((account) => (isAnswer(account) ? account.value : NaN)) };
  });
  return { name, accountants, refusals, points };
}

function valuesOf({ numbers, varied }: Question, kind: CurveKind, name: NumberName, flags: CurveFlags): number[] {
  const { from, to, points = "17" } = flags;
  const given = numbers[name] ?? 1;
  const isInteger = name === "steps" || name === "epochs" || name === "size";
  const most = kind === "delta" ? 1 : (varied[kind]?.parameter.highest ?? Infinity);
  const [down, up] = reach[kind].map((factor) => given * factor);
  const first = from === undefined ? Math.max(isInteger ? 1 : 0, down) : numberIn("--from", from);
  const last = to === undefined ? Math.min(most, up) : numberIn("--to", to);
  const count = numberIn("--points", points);
  if (!Number.isInteger(count) || count < 2 || count > 500) {
    throw new UsageError(`--points is ${points}, must be an integer from 2 to 500`, "leave it away for 17");
  }
  if (!(first > 0 && last > first && last <= most)) {
    const range = `from ${first} to ${last}, must rise and stay within (0, ${most}]`;
    throw new UsageError(
      `the curve goes ${range}`,
      `say where with --from and --to; ${flagOf(name)}: ${numberWords(name)}`,
    );
  }
  const values = Array.from({ length: count }, (_, i) => first * (last / first) ** (i / (count - 1)));
  values[count - 1] = last;
  return [...new Set(isInteger ? values.map(Math.round) : values)];
}

function numberIn(flag: string, text: string): number {
  const value = text.trim() === "" ? NaN : Number(text);
  if (Number.isFinite(value)) return value;
  throw new UsageError(`${flag} is ${text}, must be a number`, `such as ${flag} 100`);
}
