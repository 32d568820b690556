/** Examples that a participant learns nothing from, so that they can tell how much it has learned. @module */

/**
 * How many of `examples` are held out, the last ones. It is their places that count, as everywhere: taking an example away
 * leaves an empty one.
 * @param share in [0, 1)
 */
export const heldOutCount = (share: number, examples: number): number => Math.floor(share * examples);
