/** The calculator's answer as a JSON document. @module */
import { epsilonMeaning } from "../../../shared/privacy/epsilon-meaning.js";
import { answersIn, isAnswer, tightest } from "./accounts.js";
import type { Account } from "./accounts.js";
import type { Calibrated } from "./calibration.js";
import type { Question } from "./question.js";

/** JSON has no Infinity. */
export type Printable = number | "Infinity";

export const printable = (value: number): Printable => (Number.isFinite(value) ? value : "Infinity");

export interface ResultParts {
  readonly question: Question;
  /** what was worked out of the release */
  readonly of: "epsilon" | "delta";
  /** of the release as it is, or at the value that was found */
  readonly accounts: readonly Account[];
  readonly found?: Calibrated;
}

/** @throws {UsageError} where no accountant answered */
export function resultOf({ question, of, accounts, found }: ResultParts) {
  const { mechanism, sampler, sampling, unit, neighbours, numbers, derived } = question;
  const answers = answersIn(accounts);
  const { epsilon, delta, ...described } = numbers;
  const values = Object.fromEntries(answers.map(({ accountant, value }) => [accountant.name, printable(value)]));
  const bound = tightest(answers);
  const meaning = bound === undefined ? noBound : epsilonMeaning(...meant(of, bound, numbers), unit, neighbours);
  return {
    ...(found && { [found.name]: found.value, targetEpsilon: epsilon, metUnder: found.accountant.name }),
    ...(of === "epsilon" ? { epsilon: values, delta } : { delta: values, epsilon }),
    ...{ unit, neighbours, sampler, mechanism },
    ...described,
    sampling,
    accountants: Object.fromEntries(accounts.map((account) => [account.accountant.name, said(account)])),
    meaning,
    derived,
    cautions: [...cautionsOf(question), ...(found?.value === 0 ? [none(found.name)] : [])],
    event: question.event(found && { [found.name]: found.value }),
  };
}

export type Result = ReturnType<typeof resultOf>;

const noBound =
  "No accountant that gives an upper bound has answered: an approximation may report less than the truth, and is no guarantee.";

function meant(of: "epsilon" | "delta", bound: number, numbers: Question["numbers"]): [epsilon: number, delta: number] {
  return of === "epsilon" ? [bound, numbers.delta ?? 0] : [numbers.epsilon ?? 0, bound];
}

/** What an accountant's word is worth. */
function said(account: Account) {
  const { kind, summary } = account.accountant;
  if (!isAnswer(account)) return { kind, summary, refuses: account.why };
  const { bounds } = account;
  return { kind, summary, ...(bounds && { lower: printable(bounds.lower), estimate: printable(bounds.estimate) }) };
}

/** Of the calibrated parameters less is more private, but for noise, which is 0 only where no noise is needed. */
const none = (name: string): string =>
  name.startsWith("noise") ? "no noise is needed" : `no ${name} above 0 meets the target`;

/** What makes the answer mean less than it seems to. */
function cautionsOf({ numbers, unit }: Question): string[] {
  const { delta, examples } = numbers;
  if (delta === undefined || examples === undefined || delta * examples < 1) return [];
  const whole = unit === "example" ? "an example drawn at random" : "all data of a participant drawn at random";
  return [`delta ${delta} is not below 1 / ${examples}: to publish ${whole} would be as private`];
}
