/** Portable network graphics, grey or colour, without transparency. @module */
import { PNG } from "pngjs";
import type { Picture } from "./picture.js";

/** @throws {Error} saying what is wrong, when the bytes are no opaque PNG of at most 8 bits a channel */
export function decodePng(bytes: Uint8Array): Picture {
  const { width, height, depth, color, data } = parse(bytes);
  if (depth > 8) throw new Error(`it has ${depth} bits a channel: only depths of up to 8 bits are read`);
  const channels = color ? 3 : 1;
  const values = new Uint8Array(width * height * channels);
  // the library gives red, green, blue and opacity, whatever the file has
  for (let pixel = 0; pixel < width * height; pixel++) {
    if (data[4 * pixel + 3] !== 255) throw new Error("some pixels are transparent: flatten it onto a background");
    for (let channel = 0; channel < channels; channel++) {
      values[pixel * channels + channel] = data[4 * pixel + channel];
    }
  }
  return { shape: [height, width, channels], values, max: 255 };
}

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

function parse(bytes: Uint8Array) {
  if (signature.some((byte, i) => bytes[i] !== byte)) {
    throw new Error("it does not start with the signature of PNG: it is no PNG file");
  }
  try {
    return PNG.sync.read(Buffer.from(bytes));
  } catch (cause) {
    // the library speaks of its own streams
    throw new Error("it is cut off or corrupt", { cause });
  }
}
