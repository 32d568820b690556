import { tensor, tidy } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { availableBackends } from "../../../test/contract/backends.js";
import { layerContract } from "../../../test/contract/layer.js";
import { useBackend } from "../backend/index.js";
import { slidingMaxPool } from "./sliding-max-pool.js";

layerContract(slidingMaxPool([3, 4, 2], 2));
layerContract(slidingMaxPool([4, 3, 1], 3));

describe.each(availableBackends)("sliding-max-pool on %s", (backend) => {
  beforeAll(async () => {
    await useBackend(backend);
  });

  test("a pixel is the largest of several windows; of equals, the first takes the gradient", () => {
    const layer = slidingMaxPool([2, 4, 1], 2);
    tidy(() => {
      const image = tensor([0, 0, 5, -1, 0, 0, -1, -7], [1, 2, 4, 1]);
      expect([...layer.forward([], image).dataSync()]).toEqual([0, 5, 5]);
      const dx = layer.inputGradient([], image, tensor([3, 4, 2], [1, 1, 3, 1]));
      expect([...dx.dataSync()]).toEqual([3, 0, 6, 0, 0, 0, 0, 0]);
      const dy = layer.tangent([], image, [], tensor([1, 2, 3, 4, 5, 6, 7, 8], [1, 2, 4, 1]))!;
      expect([...dy.dataSync()]).toEqual([1, 3, 3]);
    });
  });
});

test("refuses an image that holds no window", () => {
  expect(() => slidingMaxPool([2, 4, 1], 3)).toThrow("no window of 3 x 3 pixels fits into an image of [2,4,1]");
});
