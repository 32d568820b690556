/** How much one record can move all nodes of a binary tree over a stream (Kairouz et al. 2021, appendix D). @module */

/** Where the record takes part in one way or another in a run of leaves. */
interface Placement {
  /** the sum over the nodes so far of the squares of how many of its leaves are below */
  readonly value: number;
  /** the first of its leaves comes after `before` leaves, for every `before` in [low, high] */
  readonly low: number;
  readonly high: number;
  /** leaves before the first and after the last, together */
  readonly free: number;
}

/** By how many leaves are the record's, 0 at most once: the placements of which none is at least as good as another. */
type Placements = readonly (readonly Placement[])[];

/** Above this many participations the exact search would take too long. */
const MOST_EXACT = 100;

/**
 * The greatest sum, over the complete nodes of the tree, of the square of the number of leaves below that are the
 * record's: the square of the L2 sensitivity of all nodes together, in units of one value's.
 *
 * Exact: all placements are combined from the leaves up. What a subtree's neighbours need to know of it is how many
 * leaves it leaves free at both ends, and such pairs form few segments of constant sum. Beyond 100 participations an
 * upper bound: a node of n leaves has at most ⌈n / separation⌉ of them.
 * @param steps leaves, an integer, 1 or more
 * @param participations at most so many of the leaves are the record's; an integer, 1 or more
 * @param separation at least so far apart; an integer, 1 or more
 */
export function treeSensitivitySquared(steps: number, participations: number, separation: number): number {
  const most = Math.min(participations, Math.ceil(steps / separation));
  if (most > MOST_EXACT) return upperBound(steps, most, separation);
  const leaf: Placements = [[], [{ value: 1, low: 0, high: 0, free: 0 }]];
  // the complete subtrees of a stream are the powers of two that its length consists of, the greatest first
  let [first, firstSize] = [leaf, 1];
  const subtrees = [leaf];
  for (let height = 0; 2 * firstSize <= steps; height++, firstSize *= 2) {
    const subtree = subtrees[height];
    first = nothingBefore(underOneNode(joined(first, firstSize, subtree, firstSize, most, separation)));
    if (4 * firstSize <= steps) {
      subtrees.push(underOneNode(joined(subtree, firstSize, subtree, firstSize, most, separation)));
    }
  }
  for (let height = subtrees.length - 1, rest = steps - firstSize; height >= 0; height--) {
    const size = 2 ** height;
    if (size > rest) continue;
    first = nothingBefore(joined(first, firstSize, subtrees[height], size, most, separation));
    [firstSize, rest] = [firstSize + size, rest - size];
  }
  return Math.max(...first.flat().map(({ value }) => value));
}

/** At the start of the stream free leaves before the first count for nothing. */
function nothingBefore(placements: Placements): Placements {
  return placements.map((some) =>
    best(some.map(({ value, low, free }) => ({ value, low: 0, high: 0, free: free - low }))),
  );
}

function upperBound(steps: number, most: number, separation: number): number {
  let sum = 0;
  for (let size = 1; size <= steps; size *= 2) sum += most * Math.min(most, Math.ceil(size / separation));
  return sum;
}

/** The node above counts them all. */
function underOneNode(placements: Placements): Placements {
  return placements.map((some, count) => some.map((each) => ({ ...each, value: each.value + count * count })));
}

/** Both runs of leaves, one after the other. */
function joined(
  left: Placements,
  leftSize: number,
  right: Placements,
  rightSize: number,
  most: number,
  separation: number,
): Placements {
  const all: Placement[][] = Array.from({ length: Math.min(most, left.length + right.length - 2) + 1 }, () => []);
  const found = (count: number, placement: Placement): void => {
    all[count].push(clipped(placement, separation - 1));
  };
  left.forEach((some, count) => some.forEach((each) => found(count, { ...each, free: each.free + rightSize })));
  right.forEach((some, count) =>
    some.forEach(({ value, low, high, free }) =>
      found(count, { value, low: low + leftSize, high: high + leftSize, free: free + leftSize }),
    ),
  );
  for (let count = 2; count < all.length; count++) {
    for (let before = Math.max(1, count - right.length + 1); before < Math.min(count, left.length); before++) {
      for (const a of left[before]) {
        for (const b of right[count - before]) for (const both of beside(a, b, separation)) found(count, both);
      }
    }
  }
  return all.map(best);
}

/** The record's last leaf on the left and its first on the right are `separation` apart or more. */
function* beside(a: Placement, b: Placement, separation: number): Generator<Placement> {
  const value = a.value + b.value;
  // a's first leaf after x leaves leaves a.free - x after its last: b's first comes after `missing` + x or more
  const missing = separation - 1 - a.free;
  // b starts as early as it can
  const early = Math.min(a.high, b.low - missing);
  if (early >= a.low) yield { value, low: early, high: early, free: early + b.free - b.low };
  // b starts as early as a allows
  const [low, high] = [Math.max(a.low, b.low - missing), Math.min(a.high, b.high - missing)];
  if (low <= high) yield { value, low, high, free: b.free - missing };
}

/** More than `enough` free leaves at an end are as good as `enough`. */
function clipped({ value, low, high, free }: Placement, enough: number): Placement {
  if (low > enough) [free, low] = [free - low + enough, enough];
  high = Math.max(low, Math.min(high, enough));
  const after = free - high;
  if (after > enough) free = high + enough;
  low = Math.min(high, Math.max(low, free - enough));
  return { value, low, high, free };
}

/**
 * Without those that another is at least as good as, in value and with as many free leaves at both ends, and with
 * neighbouring segments as one.
 */
function best(some: readonly Placement[]): readonly Placement[] {
  const kept: Placement[] = [];
  for (const each of [...some].sort((a, b) => b.value - a.value || b.free - a.free || a.low - b.low)) {
    const last = kept.at(-1);
    if (last?.value === each.value && last.free === each.free && each.low <= last.high + 1) {
      kept[kept.length - 1] = { ...last, high: Math.max(last.high, each.high) };
    } else if (!kept.some((other) => isAsGood(other, each))) kept.push(each);
  }
  return kept;
}

const isAsGood = (one: Placement, other: Placement): boolean =>
  other.high <= one.high && other.free - other.low <= one.free - one.low && other.free <= one.free;
