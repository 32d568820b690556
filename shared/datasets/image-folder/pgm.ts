/** Portable graymaps, plain (P2) and raw (P5): https://netpbm.sourceforge.net/doc/pgm.html @module */
import type { Picture } from "./picture.js";

/** @throws {Error} saying what is wrong, when the bytes are no graymap of at most 8 bits a pixel */
export function decodePgm(bytes: Uint8Array): Picture {
  const magic = String.fromCharCode(bytes[0], bytes[1]);
  if (magic !== "P2" && magic !== "P5") throw new Error("it starts with neither P2 nor P5: it is no PGM file");
  const text = new Tokens(bytes, 2);
  const width = text.integer("width");
  const height = text.integer("height");
  const max = text.integer("largest grey value");
  if (width < 1 || height < 1) throw new Error(`it has ${width} x ${height} pixels`);
  if (max < 1 || max > 255) throw new Error(`its largest grey value is ${max}: only depths of up to 8 bits are read`);
  const values = magic === "P5" ? raw(bytes, text.position + 1, width * height) : plain(text, width * height);
  const outside = values.findIndex((value) => value > max);
  if (outside >= 0) {
    const [row, column] = [Math.floor(outside / width), outside % width];
    throw new Error(`the pixel in row ${row}, column ${column} is ${values[outside]}, more than ${max}`);
  }
  return { shape: [height, width, 1], values: Uint8Array.from(values), max };
}

/** One white space ends the header, then a byte a pixel. */
function raw(bytes: Uint8Array, start: number, count: number): Uint8Array {
  const found = Math.max(0, bytes.length - start);
  if (found < count) throw new Error(`it has ${found} pixels of ${count}: it is cut off`);
  return bytes.subarray(start, start + count);
}

function plain(text: Tokens, count: number): number[] {
  return Array.from({ length: count }, (_, pixel) => text.integer(`pixel ${pixel} of ${count}`));
}

/** Words between white space; a # starts a comment that lasts to the end of the line. */
class Tokens {
  readonly #bytes: Uint8Array;
  /** just after the last word */
  position: number;

  constructor(bytes: Uint8Array, position: number) {
    this.#bytes = bytes;
    this.position = position;
  }

  /** @throws {Error} naming `what` is missing, or no integer */
  integer(what: string): number {
    const word = this.#next();
    if (word === "") throw new Error(`it ends before its ${what}: it is cut off`);
    if (!/^\d+$/.test(word)) throw new Error(`its ${what} is ${JSON.stringify(word)}, not an integer`);
    return Number(word);
  }

  #next(): string {
    const bytes = this.#bytes;
    let at = this.position;
    while (at < bytes.length && (isSpace(bytes[at]) || bytes[at] === hash)) {
      if (bytes[at] === hash) while (at < bytes.length && bytes[at] !== newline) at++;
      else at++;
    }
    const start = at;
    while (at < bytes.length && !isSpace(bytes[at])) at++;
    this.position = at;
    return String.fromCharCode(...bytes.subarray(start, Math.min(at, start + 20)));
  }
}

const hash = 0x23;
const newline = 0x0a;
const isSpace = (byte: number): boolean => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
