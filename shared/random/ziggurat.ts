/** Standard Gaussian draws by the ziggurat method: Doornik 2005 (ZIGNOR), 256 layers, 53-bit uniforms. @module */
import type { RandomWords } from "./random-words.js";
import { nextUniform } from "./uniform.js";

/** Where the tail begins, and the area of every layer, for 256 layers: solved to 25 digits, agrees with Marsaglia and Tsang 2000. */
const TAIL_START = 3.6541528853610088;
const LAYER_AREA = 0.004928673233974655;
const LAYERS = 256;

const density = (x: number): number => Math.exp(-0.5 * x * x);

/** [257], right edge of each layer, from the bottom one (as if its tail were a rectangle) up to 0 */
const edges = new Float64Array(LAYERS + 1);
/** [256], share of a layer that lies wholly under the curve */
const inner = new Float64Array(LAYERS);

edges[0] = LAYER_AREA / density(TAIL_START);
edges[1] = TAIL_START;
for (let i = 2; i < LAYERS; i++) {
  edges[i] = Math.sqrt(-2 * Math.log(LAYER_AREA / edges[i - 1] + density(edges[i - 1])));
}
for (let i = 0; i < LAYERS; i++) inner[i] = edges[i + 1] / edges[i];

/** One draw from N(0, 1). */
export function nextGaussian(generator: RandomWords): number {
  const high = generator.next();
  const low = generator.next();
  // Layer from the top bits, because the generator's lowest bits are its weakest; place is symmetric on (-1, 1).
  const layer = low >>> 24;
  const place = high * 2 ** -31 + (((low >>> 3) & 0x1fffff) + 0.5) * 2 ** -52;
  return Math.abs(place) < inner[layer] ? place * edges[layer] : atTheEdge(generator, layer, place);
}

/** The one draw in a hundred that does not lie wholly under the curve: accepts it, or draws again. */
function atTheEdge(generator: RandomWords, layer: number, place: number): number {
  if (layer === 0) return place < 0 ? -tail(generator) : tail(generator);
  const x = place * edges[layer];
  const below = Math.exp(-0.5 * (edges[layer] ** 2 - x * x));
  const above = Math.exp(-0.5 * (edges[layer + 1] ** 2 - x * x));
  return above + nextUniform(generator) * (below - above) < 1 ? x : nextGaussian(generator);
}

/** One draw from N(0, 1) given that it is above TAIL_START: Marsaglia 1964. */
function tail(generator: RandomWords): number {
  for (;;) {
    const x = -Math.log(1 - nextUniform(generator)) / TAIL_START;
    const y = -Math.log(1 - nextUniform(generator));
    if (2 * y >= x * x) return TAIL_START + x;
  }
}
