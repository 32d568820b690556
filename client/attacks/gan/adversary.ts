/** The malicious participant: when it begins, what a turn does, what it claims. @module */
import { correctAnswers } from "../../../shared/learning/evaluate.js";
import type {
  DownloadedModel,
  Injection,
  ParticipantAttack,
  ParticipantAttackInit,
  RepresentativeClaim,
} from "../../../shared/plugins/participant-attack.js";
import type { Examples } from "../../../shared/plugins/task.js";
import type { RngStream } from "../../../shared/random/rng-stream.js";
import { spreadWithinClasses } from "./diversity.js";
import { Forger } from "./forger.js";
import { generatorOf } from "./generator.js";
import { pixelStatistics } from "./likeness.js";
import type { Params } from "./params.js";
import { reasonsOf } from "./reasons.js";
import type { Begun } from "./reasons.js";

/** fakes that the lots of a turn draw from, at most */
const largestPool = 1024;
/** fakes that are made between two breaths */
const atOnce = 64;
/** own examples that say how good the model is, at most */
const measured = 1000;

export class GanAdversary implements ParticipantAttack {
  readonly #params: Params;
  readonly #init: ParticipantAttackInit;
  readonly #forger: Forger;
  /** the noise of what is claimed: drawn once, whatever is claimed when */
  readonly #claimed: { readonly rng: RngStream; noise: Float32Array };
  #begun: Begun | undefined;
  /** [P] */
  #averaged: Float32Array | undefined;
  #round = 0;
  #waits = false;
  #accuracy = NaN;
  #loss = NaN;

  constructor(params: Params, init: ParticipantAttackInit) {
    const { generator, latent } = params;
    const { images, labels } = init.own;
    this.#params = params;
    this.#init = init;
    this.#forger = new Forger(
      generatorOf(generator, latent, init.network.inputShape),
      {
        ...params,
        spread: spreadWithinClasses(init.own) ?? Infinity,
        pixels: labels.length > 0 ? pixelStatistics(images, images.length / labels.length) : undefined,
      },
      init.rng.fork("generator"),
    );
    this.#claimed = { rng: init.rng.fork("claim"), noise: new Float32Array(0) };
  }

  async takeTurn(
    { round, weights, alone = false }: DownloadedModel,
    breathe: () => Promise<void>,
  ): Promise<Injection | undefined> {
    this.#round = round;
    this.#begun ??= this.#beginning(round, weights);
    this.#waits = this.#begun !== undefined && alone;
    // What nobody else taught the model is its own fakes: learning from it would undo what it has learned.
    if (this.#begun === undefined || this.#waits) return undefined;
    const { steps, inject } = this.#params;
    const { network, rng } = this.#init;
    const discriminator = this.#discriminate(this.#begun, weights);
    const noise = rng.fork("noise", "round", round);
    for (let step = 0; step < steps; step++) {
      this.#loss = this.#forger.step(network, discriminator, noise);
      await breathe();
    }
    return inject ? await this.#injection(noise, breathe) : undefined;
  }

  claim(count: number): RepresentativeClaim {
    const { targetClass, latent } = this.#params;
    const { rng, noise } = this.#claimed;
    const more = count - noise.length / latent;
    if (more > 0) this.#claimed.noise = Float32Array.of(...noise, ...this.#forger.noise(more, rng));
    const images = this.#begun && this.#forger.settledImages(this.#claimed.noise.subarray(0, count * latent));
    const progress = { begun: this.#begun, accuracy: this.#accuracy, loss: this.#loss, waits: this.#waits };
    return {
      kind: "representatives",
      targetClass,
      round: this.#round,
      images: images ?? new Float32Array(0),
      explanation: reasonsOf(this.#params, progress),
    };
  }

  /** The model of this turn, of the one in which it began, or the moving average of those since. */
  #discriminate(begun: Begun, weights: Float32Array): Float32Array {
    const { model, modelMemory } = this.#params;
    if (model === "frozen") return begun.weights;
    if (modelMemory === 0) return weights;
    this.#averaged ??= begun.weights.slice();
    const averaged = this.#averaged;
    for (let i = 0; i < averaged.length; i++) averaged[i] += (1 - modelMemory) * (weights[i] - averaged[i]);
    return averaged;
  }

  #beginning(round: number, weights: Float32Array): Begun | undefined {
    const { startRound, startAccuracy } = this.#params;
    const { network, own } = this.#init;
    const examples = firstOf(own, measured);
    const count = examples.labels.length;
    this.#accuracy = correctAnswers(network, weights, examples) / count;
    if (round < startRound || this.#accuracy < startAccuracy) return undefined;
    return { round, weights: weights.slice(), accuracy: this.#accuracy };
  }

  async #injection(rng: RngStream, breathe: () => Promise<void>): Promise<Injection> {
    const { perLot, injectAs } = this.#params;
    const { network, classes, facts } = this.#init;
    const count = Math.min(perLot * facts.localSteps, largestPool);
    const parts: Float32Array[] = [];
    for (let start = 0; start < count; start += atOnce) {
      parts.push(this.#forger.images(this.#forger.noise(Math.min(atOnce, count - start), rng)));
      await breathe();
    }
    const labels = new Int32Array(count).fill(injectAs === "artificial" ? classes : injectAs);
    return { examples: { images: joined(parts), labels, shape: network.inputShape }, perLot };
  }
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((total, part) => total + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

function firstOf({ images, labels, shape }: Examples, most: number): Examples {
  const size = labels.length === 0 ? 0 : images.length / labels.length;
  return { images: images.subarray(0, most * size), labels: labels.subarray(0, most), shape };
}
