/** The numbers that describe a release, as flags give them. @module */
import { UsageError } from "../usage-error.js";

interface Shape {
  /** in the help */
  readonly words: string;
  readonly least: number;
  readonly most?: number;
  /** `least` itself, or `most` itself, is not allowed */
  readonly open?: "least" | "most";
  readonly isInteger?: boolean;
}

const count = { least: 1, isInteger: true } as const;
const positive = { least: 0, open: "least" } as const;

/** By the name in JSON; the flag is the same in kebab-case. */
const numbers = {
  noiseMultiplier: { words: "noise / sensitivity: standard deviation, of Laplace noise its scale", least: 0 },
  noiseStddev: { words: "of a discrete Gaussian, on its grid", least: 0 },
  sensitivity: { words: "of what a discrete Gaussian is added to, L2, on its grid (default 1)", least: 0 },
  coordinates: { words: "of what a discrete Gaussian is added to (default 1)", ...count },
  noiseParameter: { words: "probability with which randomised response answers at random", least: 0, most: 1 },
  buckets: { words: "answers of randomised response (default 2)", least: 2, isInteger: true },
  mechanismEpsilon: { words: "of one exponential or approximate mechanism", least: 0 },
  mechanismDelta: { words: "of one approximate mechanism (default 0)", least: 0, most: 1, open: "most" },
  rho: { words: "of one zCDP mechanism", least: 0 },
  answers: { words: "that the sparse vector technique gives a run of it", ...count },
  epsilonPerAnswer: { words: "of the sparse vector technique, shared out as by DSSGD", ...positive },
  thresholdNoise: { words: "scale of the noise on the threshold / sensitivity", ...positive },
  comparisonNoise: { words: "scale of the noise on each comparison / sensitivity", ...positive },
  answerNoise: { words: "scale of the noise on each value / sensitivity (default: none is released)", ...positive },
  participations: { words: "of a record in tree aggregation (default 1)", ...count },
  separation: { words: "steps between two participations, at least (default 1)", ...count },
  samplingRate: { words: "chance of a record to be in a step's lot", least: 0, most: 1 },
  examples: { words: "N, records there are", ...count },
  batchSize: { words: "expected records in a lot: the rate is batch size / examples", ...positive },
  maximum: { words: "records in a truncated lot, at most", ...count },
  size: { words: "records in a lot of fixed size", least: 0, isInteger: true },
  steps: { words: "lots, one after another (default 1)", least: 0, isInteger: true },
  epochs: { words: "passes over the data, in the place of steps", ...positive },
  epsilon: { words: "the target, nats", ...positive },
  delta: { words: "probability with which the guarantee may fail", least: 0, most: 1 },
} as const satisfies Readonly<Record<string, Shape>>;

export type NumberName = keyof typeof numbers;
export type Numbers = Readonly<Partial<Record<NumberName, number>>>;

export const numberNames = Object.keys(numbers) as readonly NumberName[];

export const numberWords = (name: NumberName): string => numbers[name].words;

export const isInteger = (name: NumberName): boolean => "isInteger" in numbers[name];

/** "--noise-multiplier" */
export const flagOf = (name: string): string =>
  `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** "a number in [0, 1)", "an integer, 1 or more" */
function allowed({ least, most, open, isInteger = false }: Shape): string {
  if (isInteger) return `an integer, ${least} or more`;
  const left = open === "least" ? "(" : "[";
  return `a number in ${left}${least}, ${most === undefined ? "∞)" : `${most}${open === "most" ? ")" : "]"}`}`;
}

/**
 * The number that a flag was given.
 * @throws {UsageError} where it is no number, or outside its range
 */
export function numberOf(name: NumberName, text: string): number {
  const shape: Shape = numbers[name];
  const { least, most = Infinity, open, isInteger = false } = shape;
  const value = text.trim() === "" ? NaN : Number(text);
  const below = open === "least" ? value <= least : value < least;
  const above = open === "most" ? value >= most : value > most;
  const fits = Number.isFinite(value) && !below && !above && (!isInteger || Number.isSafeInteger(value));
  if (fits) return value;
  throw new UsageError(`${flagOf(name)} is ${text}, must be ${allowed(shape)}`, `${flagOf(name)}: ${shape.words}`);
}
