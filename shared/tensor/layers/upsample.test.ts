import { tensor, tidy } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { availableBackends } from "../../../test/contract/backends.js";
import { useBackend } from "../backend/index.js";
import { blur } from "./blur.js";
import { unflatten } from "./unflatten.js";
import { upsample } from "./upsample.js";

describe.each(availableBackends)("making images on %s", (backend) => {
  beforeAll(async () => {
    await useBackend(backend);
  });

  test("unflatten, then upsample: each pixel becomes four, channels stay together", () => {
    tidy(() => {
      const image = unflatten([1, 2, 2]).forward([], tensor([1, 2, 3, 4], [1, 4]));
      const y = upsample([1, 2, 2]).forward([], image);
      expect(y.shape).toEqual([1, 2, 4, 2]);
      const row = [1, 2, 1, 2, 3, 4, 3, 4];
      expect([...y.dataSync()]).toEqual([...row, ...row]);
    });
  });

  test("blur: the mean of nine pixels, those beyond the border zero", () => {
    tidy(() => {
      const y = blur([2, 3, 1]).forward([], tensor([9, 0, 0, 0, 0, 18], [1, 2, 3, 1]));
      expect([...y.dataSync()]).toEqual([1, 3, 2, 1, 3, 2]);
    });
  });
});
