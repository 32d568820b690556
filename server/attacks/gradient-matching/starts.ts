/** Where the searches of an attempt start. @module */
import { noiseStart, smoothStart } from "../../../shared/inversion/matching/start.js";
import type { RngStream } from "../../../shared/random/rng-stream.js";
import type { Attempt } from "./attempt.js";
import { startFor } from "./choices.js";
import type { Setting } from "./setting.js";
import { unseenPixels } from "./unseen-pixels.js";

/** Of what is added to expected images: two of the same label would else stay the same for ever. */
const spreadStddev = 0.1;

/** [restarts][n, ...inputShape]. @param means [n, ...inputShape], the images that are expected */
export function startsAt(setting: Setting, attempt: Attempt, means: Float32Array, rng: RngStream): Float32Array[] {
  const { init } = setting;
  const kind = startFor(setting, attempt);
  const unseen = unseenPixels(init.network, attempt.received.weights, rng.fork("unseen"));
  // nothing will move them: what is expected there is the best guess
  const guessed = (start: Float32Array) => start.map((value, i) => (unseen[i % unseen.length] ? means[i] : value));
  return Array.from({ length: attempt.restarts }, (_, restart) => {
    const own = rng.fork(restart);
    if (kind === "noise") return guessed(noiseStart(means.length, own));
    if (kind === "smooth") return guessed(smoothStart(attempt.schedule.images, init.network.inputShape, own));
    const spread = new Float32Array(means.length);
    own.fillGaussian(spread, spreadStddev);
    return guessed(means.map((value, i) => value + spread[i]));
  });
}
