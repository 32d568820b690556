/** How a parameter that variants differ in is named. @module */

/** Keys that say too little, or something else, without words of their own. */
const names: Readonly<Record<string, string>> = {
  "participants.count": "participants",
  "training.cohort.size": "participants a round",
  "training.localSteps": "local steps",
  "training.uploadFraction": "share of the parameters uploaded",
  targetEpsilon: "target ε",
};

const lastStep = (key: string): string => key.slice(key.lastIndexOf(".") + 1);

/** As people say it: "noise multiplier" */
export function parameterName(key: string): string {
  const last = lastStep(key);
  return names[key] ?? names[last] ?? last.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** As a scenario says it, as short as it is clear: "uploadFraction", "participants.count" */
export function parameterKey(key: string): string {
  const last = lastStep(key);
  return last === "count" || last === "size" ? key.split(".").slice(-2).join(".") : last;
}

/** To three significant digits: "0.001", "10" */
export function parameterValue(value: number | undefined): string {
  return value === undefined ? "none" : String(Number(value.toPrecision(3)));
}

/** Whether the number counts up from doing nothing, so that no defence at all comes before its least value. */
export function growsFromNone(key: string): boolean {
  return /noise/i.test(lastStep(key));
}
