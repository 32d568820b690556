/** Where the layers of a model lie in its flat vector. @module */
import type { ParamLayout } from "../tensor/param-vector.js";

export interface LayerSpan {
  /** such as "dense-1" */
  readonly name: string;
  readonly start: number;
  /** first element after it */
  readonly end: number;
}

/** Of every layer with weights, its kernel and its bias together, in order and without gaps. */
export function layerSpans(layout: ParamLayout): readonly LayerSpan[] {
  const spans: LayerSpan[] = [];
  for (const { name: block, offset, size } of layout) {
    const name = block.split("/")[0];
    const last = spans.at(-1);
    if (last?.name === name) spans[spans.length - 1] = { ...last, end: offset + size };
    else spans.push({ name, start: offset, end: offset + size });
  }
  return spans;
}
