/** What a benchmark is and what it finds. @module */

export interface Quantity {
  readonly value: number;
  /** such as "ms" or "updates/s" */
  readonly unit: string;
}

export interface Budget {
  readonly limit: number;
  /** whether the limit is the most or the least that is allowed */
  readonly bound: "at-most" | "at-least";
  /** what is held against the limit: the measured value, or its ratio to the baseline */
  readonly on: "value" | "ratio";
}

/** A row of the table. */
export interface Finding {
  readonly what: string;
  readonly measured: Quantity;
  /** in the unit of `measured` */
  readonly baseline?: { readonly value: number; readonly of: string };
  readonly budget?: Budget;
}

export interface Effort {
  /** `count` repetitions, or fewer (never none) where a quick look is wanted */
  times(count: number): number;
}

export interface Benchmark {
  readonly name: string;
  readonly summary: string;
  /** @throws {Error} when it cannot be measured, saying why */
  run(effort: Effort): Promise<readonly Finding[]>;
}

/** measured / baseline; undefined without a baseline. */
export function ratioOf({ measured, baseline }: Finding): number | undefined {
  return baseline === undefined ? undefined : measured.value / baseline.value;
}

/** Whether the budget is met; undefined where there is none. */
export function isMet(finding: Finding): boolean | undefined {
  const { budget, measured } = finding;
  if (budget === undefined) return undefined;
  const held = budget.on === "value" ? measured.value : (ratioOf(finding) ?? NaN);
  return budget.bound === "at-most" ? held <= budget.limit : held >= budget.limit;
}
