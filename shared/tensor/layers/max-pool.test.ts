import { tensor, tidy } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { availableBackends } from "../../../test/contract/backends.js";
import { useBackend } from "../backend/index.js";
import { maxPool } from "./max-pool.js";

describe.each(availableBackends)("max-pool on %s", (backend) => {
  beforeAll(async () => {
    await useBackend(backend);
  });

  const layer = maxPool([2, 4, 1], 2);
  /** A window of four equals, and one whose largest values are its second and its third, of those below zero. */
  const x = [0, 0, -5, -1, 0, 0, -1, -7];

  test("of equals, the first takes the gradient and gives the tangent", () => {
    tidy(() => {
      const image = tensor(x, [1, 2, 4, 1]);
      expect([...layer.forward([], image).dataSync()]).toEqual([0, -1]);
      const dx = layer.inputGradient([], image, tensor([3, 4], [1, 1, 2, 1]));
      expect([...dx.dataSync()]).toEqual([3, 0, 0, 4, 0, 0, 0, 0]);
      const dy = layer.tangent([], image, [], tensor([1, 2, 3, 4, 5, 6, 7, 8], [1, 2, 4, 1]))!;
      expect([...dy.dataSync()]).toEqual([1, 4]);
    });
  });
});

test("refuses an image that holds no window", () => {
  expect(() => maxPool([2, 4, 1], 3)).toThrow("no window of 3 x 3 pixels fits into an image of [2,4,1]");
});
