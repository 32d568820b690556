/** Structural similarity. @module */
import type { Metric, Pairs } from "../../plugins/metric.js";
import { imageSides } from "../image-sides.js";
import { exampleSize, pairCount } from "../pairs.js";
import { gaussianWindow, windowMeans } from "./window.js";

/** (K1 L)² and (K2 L)² with K1 = 0.01, K2 = 0.03, L = 1; they keep constant images from dividing by zero. */
const c1 = 0.01 ** 2;
const c2 = 0.03 ** 2;

/** Mean structural similarity of one channel, images [height, width] in [0, 1]. Wang et al. 2004, Eq. (13). */
function channelSsim(x: Float64Array, y: Float64Array, height: number, width: number): number {
  const across = gaussianWindow(width);
  const down = gaussianWindow(height);
  const means = (valueAt: (i: number) => number) =>
    windowMeans(
      Float64Array.from(x, (_, i) => valueAt(i)),
      { height, width, across, down },
    );
  const meanX = means((i) => x[i]);
  const meanY = means((i) => y[i]);
  const meanXX = means((i) => x[i] * x[i]);
  const meanYY = means((i) => y[i] * y[i]);
  const meanXY = means((i) => x[i] * y[i]);

  let sum = 0;
  for (let i = 0; i < meanX.length; i++) {
    const [mx, my] = [meanX[i], meanY[i]];
    const luminance = (2 * mx * my + c1) / (mx * mx + my * my + c1);
    const structure = (2 * (meanXY[i] - mx * my) + c2) / (meanXX[i] - mx * mx + (meanYY[i] - my * my) + c2);
    sum += luminance * structure;
  }
  return sum / meanX.length;
}

function measure(pairs: Pairs): Float64Array {
  const n = pairCount(pairs);
  const [height, width, channels] = imageSides(pairs.shape);
  const size = exampleSize(pairs.shape);
  const channelOf = (images: Float32Array, pair: number, channel: number) =>
    Float64Array.from({ length: height * width }, (_, i) => images[pair * size + i * channels + channel]);
  return Float64Array.from({ length: n }, (_, pair) => {
    let sum = 0;
    for (let c = 0; c < channels; c++) {
      sum += channelSsim(channelOf(pairs.claims, pair, c), channelOf(pairs.truths, pair, c), height, width);
    }
    return sum / channels;
  });
}

/**
 * Mean SSIM in [-1, 1], 1 for identical images: Gaussian window of 11 × 11 with standard deviation 1.5, population
 * covariances, averaged over the windows that lie wholly inside the image and over channels. Along a side shorter than
 * 11 the window is the longest odd length that fits.
 */
export const ssim: Metric = {
  name: "ssim",
  summary: "structural similarity of claim and truth, 1 for identical images",
  reference: {
    title: "Image Quality Assessment: From Error Visibility to Structural Similarity",
    url: "https://doi.org/10.1109/TIP.2003.819861",
    year: 2004,
  },
  unit: "1",
  leaksMoreWhen: "higher",
  measure,
};
