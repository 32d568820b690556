/** What each accountant says of a release. @module */
import type { Accountant } from "../../../shared/plugins/accountant.js";
import { accountants as listed } from "../../../shared/privacy/accountants/index.js";
import { pld, pldBounds, pldDelta } from "../../../shared/privacy/accountants/pld.js";
import type { DpEvent, NeighbouringRelation } from "../../../shared/privacy/events.js";
import { UsageError } from "../usage-error.js";
import { choose } from "./choose.js";

export interface Answer {
  readonly accountant: Accountant;
  /** epsilon or delta: an upper bound, or what an approximation makes of it */
  readonly value: number;
  /** where the accountant knows how far from the truth it may be */
  readonly bounds?: { readonly lower: number; readonly estimate: number };
}

export interface Refusal {
  readonly accountant: Accountant;
  readonly why: string;
}

export type Account = Answer | Refusal;

export const isAnswer = (account: Account): account is Answer => "value" in account;

/** The tightest first. */
const known: readonly Accountant[] = [pld, ...listed.filter(({ name }) => name !== pld.name)];

const usual = ["pld", "rdp"];

/**
 * @param words names with commas between them, or "all"; by default the tight one and the one that most papers use
 * @throws {UsageError} on a name that no accountant has
 */
export function accountantsNamed(words: string | undefined): readonly Accountant[] {
  if (words === "all") return known;
  const byName = Object.fromEntries(known.map((accountant) => [accountant.name, accountant]));
  const names = words === undefined ? usual : words.split(",").map((word) => word.trim());
  return [...new Set(names)].map((name) => choose("accountant", name, byName));
}

/** Epsilon of a release. */
export function epsilonAccounts(
  accountants: readonly Accountant[],
  event: DpEvent,
  delta: number,
  neighbours: NeighbouringRelation,
): readonly Account[] {
  return accountants.map((accountant) => {
    const supported = accountant.supports(event, neighbours);
    if (supported !== true) return { accountant, why: supported.why };
    if (accountant.name !== pld.name) return answered(accountant, accountant.epsilon([event], delta, neighbours));
    const { upper, ...bounds } = pldBounds([event], delta, neighbours);
    return answered(accountant, upper, bounds);
  });
}

/** Delta of a release at an epsilon. */
export function deltaAccounts(
  accountants: readonly Accountant[],
  event: DpEvent,
  epsilon: number,
  neighbours: NeighbouringRelation,
): readonly Account[] {
  return accountants.map((accountant) => {
    const supported = accountant.supports(event, neighbours);
    if (supported !== true) return { accountant, why: supported.why };
    if (accountant.delta === undefined) return { accountant, why: "it works out epsilon alone" };
    if (accountant.name !== pld.name) return answered(accountant, accountant.delta([event], epsilon, neighbours));
    const { upper, ...bounds } = pldDelta([event], epsilon, neighbours);
    return answered(accountant, upper, bounds);
  });
}

/** Whatever goes wrong, what is not a number is not printed as one. */
function answered(accountant: Accountant, value: number, bounds?: Answer["bounds"]): Account {
  if (Number.isNaN(value)) return { accountant, why: "its arithmetic has failed, which is an error of fedleak" };
  return { accountant, value, ...(bounds && { bounds }) };
}

/**
 * Those that answered.
 * @throws {UsageError} where none did, with what each of them says
 */
export function answersIn(accounts: readonly Account[]): readonly Answer[] {
  const answers = accounts.filter(isAnswer);
  if (answers.length > 0) return answers;
  throw nobodyAnswers(accounts as readonly Refusal[]);
}

export function nobodyAnswers(refusals: readonly Refusal[]): UsageError {
  const reasons = refusals.map(({ accountant, why }) => `\n  ${accountant.name}: ${why}`);
  const hint = "change --sampler, --neighbours or the mechanism, or try --accountant all";
  return new UsageError(`no accountant can account for this${reasons.join("")}`, hint);
}

/** The least epsilon that is an upper bound; undefined where only approximations answered. */
export function tightest(answers: readonly Answer[]): number | undefined {
  const bounds = answers.filter(({ accountant }) => accountant.kind === "upper-bound").map(({ value }) => value);
  return bounds.length === 0 ? undefined : Math.min(...bounds);
}
