/** Examples that are drawn when they are needed. @module */
import type { ExampleStore } from "../../plugins/task.js";
import { indexedStore, kept } from "../indexed-store.js";

/**
 * `labels.length` square pictures of `side` pixels, of shape [side, side, 1]. A picture is drawn when it is first
 * gathered and then kept, a byte a pixel: a participant holds its own examples and no others.
 * @param draw gives the [side · side] bytes of the picture with an index
 */
export function faceStore(labels: Uint8Array, side: number, draw: (index: number) => Uint8Array): ExampleStore {
  const pictureAt = kept(draw);
  return indexedStore(labels, [side, side, 1], (index, place) => {
    pictureAt(index).forEach((value, pixel) => (place[pixel] = value / 255));
  });
}
