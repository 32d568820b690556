/** Images that show nothing: what a judge has to learn to take for no class at all. @module */
import type { Examples } from "../../shared/plugins/task.js";
import type { RngStream } from "../../shared/random/rng-stream.js";

type Maker = (image: Float32Array, shape: readonly number[], rng: RngStream) => Float32Array;

/**
 * One a real image: its own pixels, so that brightness and contrast tell nothing, in places where they show nothing.
 * Without such examples a classifier is sure about images that look like none of its classes (Hendrycks, Mazeika &
 * Dietterich 2019, Deep Anomaly Detection with Outlier Exposure, arXiv:1812.04606). None for examples that are no images:
 * their values in other places may be examples.
 * @param label of all of them
 */
export function outliersOf({ images, labels, shape }: Examples, label: number, rng: RngStream): Examples {
  if (shape.length !== 3) return { images: new Float32Array(0), labels: new Int32Array(0), shape };
  const size = images.length / labels.length;
  const made = new Float32Array(images.length);
  for (let n = 0; n < labels.length; n++) {
    const make = makers[rng.integer(makers.length)];
    made.set(make(images.subarray(n * size, (n + 1) * size), shape, rng), n * size);
  }
  return { images: made, labels: new Int32Array(labels.length).fill(label), shape };
}

/** The values of `image` in the order of `field`: the brightest where the field is highest. */
function reordered(image: Float32Array, field: Float32Array): Float32Array {
  const values = image.slice().sort();
  const places = Uint32Array.from(field.keys()).sort((a, b) => field[a] - field[b] || a - b);
  const result = new Float32Array(image.length);
  places.forEach((place, rank) => (result[place] = values[rank]));
  return result;
}

const noise = (count: number, rng: RngStream): Float32Array =>
  Float32Array.from({ length: count }, () => rng.gaussian());

/** Blurs of noise, as wide as strokes or wider, brighter towards the middle as centred things are. */
const blobs: Maker = (image, [height, width, channels], rng) => {
  let field = noise(image.length, rng);
  const passes = 1 + rng.integer(6);
  for (let pass = 0; pass < passes; pass++) field = blurred(field, height, width, channels);
  const scale = Math.sqrt(field.reduce((sum, value) => sum + value * value, 0) / field.length);
  const pull = 2 * rng.uniform();
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [down, right] = [(2 * y) / (height - 1) - 1, (2 * x) / (width - 1) - 1];
      for (let c = 0; c < channels; c++) {
        const place = (y * width + x) * channels + c;
        field[place] = field[place] / scale - pull * 2 * (down * down + right * right);
      }
    }
  }
  return reordered(image, field);
};

/** The mean of each 3 x 3 neighbourhood. */
function blurred(field: Float32Array, height: number, width: number, channels: number): Float32Array {
  const result = new Float32Array(field.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < channels; c++) {
        let sum = 0;
        let count = 0;
        for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
          for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++, count++) {
            sum += field[(v * width + u) * channels + c];
          }
        }
        result[(y * width + x) * channels + c] = sum / count;
      }
    }
  }
  return result;
}

/** The image cut into 2 x 2 to 4 x 4 tiles, which change places. */
const tiles: Maker = (image, [height, width, channels], rng) => {
  const along = 2 + rng.integer(3);
  const [tall, wide] = [Math.floor(height / along), Math.floor(width / along)];
  // one cycle through all places, so that none keeps its tile
  const cycle = rng.permutation(along * along);
  const result = image.slice();
  cycle.forEach((to, i) => {
    const from = cycle[(i + 1) % cycle.length];
    const [fromTop, fromLeft] = [Math.floor(from / along) * tall, (from % along) * wide];
    const [top, left] = [Math.floor(to / along) * tall, (to % along) * wide];
    for (let y = 0; y < tall; y++) {
      const start = ((fromTop + y) * width + fromLeft) * channels;
      result.set(image.subarray(start, start + wide * channels), ((top + y) * width + left) * channels);
    }
  });
  return result;
};

const makers: readonly Maker[] = [blobs, tiles];
