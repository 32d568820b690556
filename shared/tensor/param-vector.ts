/** All weights of a model as one flat vector. @module */

export interface ParamBlock {
  /** such as "dense-1/kernel" */
  readonly name: string;
  readonly shape: readonly number[];
  /** first element in the flat vector */
  readonly offset: number;
  readonly size: number;
}

/** Blocks in order, without gaps. */
export type ParamLayout = readonly ParamBlock[];

/** P, the number of parameters. */
export function parameterCount(layout: ParamLayout): number {
  const last = layout.at(-1);
  return last === undefined ? 0 : last.offset + last.size;
}

/** Lays named blocks out one after another. */
export function layoutOf(blocks: readonly { readonly name: string; readonly shape: readonly number[] }[]): ParamLayout {
  let offset = 0;
  return blocks.map(({ name, shape }) => {
    const size = shape.reduce((product, side) => product * side, 1);
    const block = { name, shape, offset, size };
    offset += size;
    return block;
  });
}

/** The part of `values` that belongs to `block`; a view, not a copy. */
export function blockOf(values: Float32Array, block: ParamBlock): Float32Array {
  return values.subarray(block.offset, block.offset + block.size);
}
