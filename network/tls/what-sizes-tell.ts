/** What the lengths and times of TLS records say about a training, in words. @module */
import { findRoot } from "../../shared/numeric/root.js";
import type { EncipheredTurn } from "./turns.js";

/** of a turn's bytes up, what is no vector: the envelope of the update, and the questions around it, bytes */
const ENVELOPE_BYTES = 200;
/** how far a size may be off and still be called the same */
const TOLERANCE = 0.02;

/**
 * One sentence an insight.
 * @param connections the turns of each, in order
 * @param parameters P, which whoever knows the architecture knows
 */
export function whatSizesTell(connections: readonly (readonly EncipheredTurn[])[], parameters: number): string[] {
  const turns = connections.flat();
  const hidden =
    `all ${connections.length} connections are TLS: of the weights and updates in them an eavesdropper sees ` +
    "when they pass and how long they are, and no value";
  if (turns.length === 0) return [hidden, "the messages are too short to tell one turn from another"];
  const upBytes = medianOf(turns, ({ upBytes }) => upBytes);
  const seconds = medianOf(turns, ({ trainingMs }) => trainingMs / 1000);
  const active = connections.filter(({ length }) => length > 0).length;
  return [
    hidden,
    `sizes still tell what an update is: ${upBytes} bytes up a turn, ${codingOf(upBytes, parameters)}`,
    `times still tell who takes part when: ${turns.length} turns over ${active} connections, ` +
      `each between its download and its update, ${seconds.toPrecision(2)} s in the middle case`,
  ];
}

/** The median, of an even number the lower one. */
function medianOf(turns: readonly EncipheredTurn[], value: (turn: EncipheredTurn) => number): number {
  const values = turns.map(value).sort((a, b) => a - b);
  return values[Math.floor((values.length - 1) / 2)];
}

/** What so many bytes can be, where values travel as float32. */
function codingOf(upBytes: number, parameters: number): string {
  const bytes = upBytes - ENVELOPE_BYTES;
  if (bytes > 4 * parameters * (1 - TOLERANCE)) return `all ${parameters} parameters in four bytes each`;
  const fraction = uploadFractionOf(bytes, parameters);
  return fraction === undefined
    ? "next to nothing"
    : `as much as ${(100 * fraction).toPrecision(2)} % of the parameters take in four bytes each, or all of them in ` +
        `${((8 * bytes) / parameters).toPrecision(2)} bits each`;
}

/**
 * The share θ of P parameters, selected at random, whose float32 values and positions take so many bytes; undefined
 * where there is none in [1 / P, 1].
 */
export function uploadFractionOf(bytes: number, parameters: number): number | undefined {
  const excess = (fraction: number): number => sparseBytes(fraction, parameters) - bytes;
  const [least, most] = [1 / parameters, 1];
  return excess(least) > 0 || excess(most) < 0 ? undefined : findRoot(excess, least, most, 1e-9);
}

/** Values, and the smaller coding of their positions: a bitmap, or gaps of 7 bits a byte, which are geometric. */
function sparseBytes(fraction: number, parameters: number): number {
  const gapBytes = 1 + (1 - fraction) ** 128 + (1 - fraction) ** 16_384;
  const selected = fraction * parameters;
  return 4 * selected + Math.min(parameters / 8, gapBytes * selected);
}
