/** A decoded image file. @module */
import { readBytes } from "../bytes.js";
import { decodePgm } from "./pgm.js";
import { decodePng } from "./png.js";

export interface Picture {
  /** [height, width, channels], 1 channel of grey or 3 of red, green, blue */
  readonly shape: readonly [height: number, width: number, channels: number];
  /** flat, each in [0, max] */
  readonly values: Uint8Array;
  /** in [1, 255] */
  readonly max: number;
}

const decoders: Readonly<Record<string, (bytes: Uint8Array) => Picture>> = { ".pgm": decodePgm, ".png": decodePng };

/** Whether a file of this name is read as an image. */
export const isPictureName = (name: string): boolean => extensionOf(name) in decoders;

/** Reads and decodes a .pgm or .png file. @throws {Error} naming the file and what is wrong with it */
export function readPicture(path: string): Picture {
  const bytes = readBytes(path);
  if (bytes.length === 0) throw new Error(`${path} is empty`);
  try {
    return decoders[extensionOf(path)](bytes);
  } catch (error) {
    throw new Error(`${path}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

const extensionOf = (name: string): string => name.slice(-4).toLowerCase();
