import { tensor, tensor2d, tensor3d, tidy } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { availableBackends } from "../../../test/contract/backends.js";
import { expectWithin, vectorsOf } from "../../../test/support/golden-vectors.js";
import { useBackend } from "../backend/index.js";
import { conv2d } from "./conv2d.js";
import { convolutionNorms, isGramCheaper, normsFromGradients, normsFromGrams } from "./convolution-norms.js";
import { dense } from "./dense.js";

const only = (what: string) => vectorsOf(what)[0][1];

test("which way is cheaper: the golden rule, and its edge", () => {
  const { params, expected } = only("mixed_ghost_rule");
  const { T, d, p } = params as Record<string, number>;
  expect(isGramCheaper(T, d, p)).toBe(expected);
  expect([isGramCheaper(4, 8, 4), isGramCheaper(4, 31, 1), isGramCheaper(28 ** 2, 25, 32)]).toEqual([
    true,
    false,
    false,
  ]);
});

describe.each(availableBackends)("golden norms of single examples' gradients on %s", (backend) => {
  beforeAll(() => useBackend(backend));

  test("dense", () => {
    const vector = only("ghost_norm_sq_dense");
    const { activations, backprops } = vector.params as Record<string, number[]>;
    tidy(() => {
      const layer = dense(activations.length, backprops.length, "glorot-uniform");
      const [norm] = layer.squaredGradientNorms(tensor2d([activations]), tensor2d([backprops]));
      // the bias's own norm beside the kernel's
      const bias = backprops.reduce((sum, value) => sum + value ** 2, 0);
      expectWithin(norm - bias, vector);
    });
  });

  test("dense at several positions, by either way", () => {
    const vector = only("ghost_norm_sq_dense_sequence");
    const { activations, backprops } = vector.params as Record<string, number[][]>;
    tidy(() => {
      const [a, g] = [tensor3d([activations]), tensor3d([backprops])];
      expectWithin(normsFromGrams(a, g)[0], vector);
      expectWithin(normsFromGradients(a, g)[0], vector);
    });
  });

  test("convolution", () => {
    const vector = only("ghost_norm_sq_conv2d");
    // [filter][row][column] there, [row][column][filter] here
    const backprops = vector.params.backprops as number[][][];
    const dy = [0, 1].flatMap((i) => [0, 1].map((j) => backprops.map((filter) => filter[i][j])));
    const bias = backprops.reduce((sum, filter) => sum + filter.flat().reduce((a, b) => a + b, 0) ** 2, 0);
    tidy(() => {
      const x = tensor([1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 3, 3, 1]);
      const layer = conv2d([3, 3, 1], { kernelSide: 2, filters: 2, initialiser: "he-normal" });
      const [norm] = layer.squaredGradientNorms(x, tensor(dy.flat(), [1, 2, 2, 2]));
      expectWithin(norm - bias, vector);
      const sides = { filterHeight: 2, filterWidth: 2, strideHeight: 1, strideWidth: 1 };
      const shape = { batchSize: 1, inHeight: 3, inWidth: 3, inChannels: 1, outHeight: 2, outWidth: 2, ...sides };
      expect(convolutionNorms(x, tensor(dy.flat(), [1, 2, 2, 2]), shape)[0]).toBe(norm);
    });
  });
});
