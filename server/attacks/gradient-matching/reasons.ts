/** What the attack did and why it failed where it failed, in words. @module */
import { channelLines } from "../../../shared/inversion/channel.js";
import type { Attempt } from "./attempt.js";
import { numbersPerPixel } from "./choices.js";
import type { Outcome } from "./claim.js";
import type { Found } from "./search.js";
import type { Setting } from "./setting.js";

/** Of a distance that is 1 where nothing is explained and 0 where everything is. */
const explained = 0.02;

const distances = {
  cosine: "cosine distance",
  squared: "squared distance over the squared norm of the update",
  likelihood: "negative log-likelihood and log-prior, in nats,",
} as const;

/** @param isStopped whether the attack was asked to stop */
export function reasonsOf(setting: Setting, { attempt, found }: Outcome, isStopped: boolean): string[] {
  return [
    ...(found === undefined ? notSearched(setting, attempt, isStopped) : searched(setting, attempt, found, isStopped)),
    revealedLine(setting, attempt),
    ...noiseLines(attempt),
    setting.params.labels === "joint" && found !== undefined
      ? "labels were searched for along with the images"
      : attempt.labels.how,
    ...stepLines(setting, attempt),
    ...attempt.schedule.assumptions,
    ...clippingLines(setting, attempt),
    ...channelLines(setting.channel),
  ];
}

/** Why there is nothing to match. */
export function emptyReasons({ init }: Setting): string[] {
  const small = init.update === "delta" ? ", or its steps too small to change float32 weights" : "";
  return [`the update is zero: the lot was empty${small}, there is nothing to match`];
}

function notSearched({ params }: Setting, { schedule: { images } }: Attempt, isStopped: boolean): string[] {
  const fromLabels = "the guess is made from labels alone";
  if (images > params.maxImages) {
    return [`too many images: an update of ${images}, more than maxImages, ${params.maxImages}; ${fromLabels}`];
  }
  return isStopped ? [`stopped before the search of this turn began; ${fromLabels}`] : [];
}

function searched({ params }: Setting, { distance }: Attempt, found: Found, isStopped: boolean): string[] {
  const { objective, end } = found.match;
  const restarts = params.restarts > 1 ? `, the least of ${params.restarts} restarts` : "";
  const line = `${distances[distance]} ${number(objective)} after ${count(found.iterations, "iteration")}${restarts}`;
  if (isStopped && end === undefined) return [line, "stopped before the search was over: this is the best so far"];
  if (distance === "likelihood" || objective < explained) return [line];
  const why = "by a local minimum or by what the attack does not know of";
  return [line, `not converged: a distance above ${explained} leaves part of the update unexplained, ${why}`];
}

function revealedLine(setting: Setting, attempt: Attempt): string {
  const { received, schedule } = attempt;
  const each = numbersPerPixel(setting, attempt);
  const [revealed, images] = [
    `${received.revealed} of ${setting.parameters} parameters`,
    count(schedule.images, "image"),
  ];
  return `revealed ${revealed}: ${number(each)} a pixel of ${images}${each < 1 ? ", too few to determine them" : ""}`;
}

function noiseLines({ received, scale }: Attempt): string[] {
  const { noiseStddev, norm, noiseNorm, isDrowned } = received;
  if (noiseStddev === 0) return [];
  const signal = Math.sqrt(Math.max(0, norm ** 2 - noiseNorm ** 2));
  const verdict = isDrowned ? "mostly noise, in which images drown" : `about ${number(signal)} of it signal`;
  return [
    `noise of norm ${number(noiseNorm)} on an update of norm ${number(norm)}: ${verdict}`,
    ...(scale < 1 ? [`clipping is taken to have scaled the update by ${number(scale)}`] : []),
  ];
}

function stepLines({ init, params }: Setting, { schedule: { steps } }: Attempt): string[] {
  if (params.localSteps === "guess") {
    return [`of the numbers of local steps that were tried, ${steps} explains the update best`];
  }
  return init.update === "delta" ? [`${count(steps, "local step")} simulated`] : [];
}

function clippingLines({ channel }: Setting, { schedule: { images, steps } }: Attempt): string[] {
  const isEach = channel.exampleClipNorm < Infinity && images * steps > 1;
  return isEach ? ["clipping of each example is not simulated, only what it does to the scale of the whole"] : [];
}

const count = (n: number, noun: string) => `${n} ${noun}${n === 1 ? "" : "s"}`;
const number = (value: number) => String(Number(value.toPrecision(3)));
