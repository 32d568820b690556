/** What a run tells the shell. @module */
import type { Summary } from "../runs/summary.js";

/** 0 done, 1 failed, 3 an expectation was not met, 130 interrupted. (2 is bad usage or a bad scenario.) */
export function exitCodeFor({ status, expectations }: Summary): 0 | 1 | 3 | 130 {
  if (status === "interrupted") return 130;
  if (status === "failed") return 1;
  return expectations.every(({ met }) => met) ? 0 : 3;
}
