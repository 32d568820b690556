/** Distinguished encoding of ASN.1 values (X.690), as far as a certificate needs it. @module */

/** tag, length and contents */
export function der(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const body = Buffer.concat(contents);
  return Buffer.concat([Uint8Array.of(tag), lengthOf(body.length), body]);
}

export const sequence = (...members: readonly Uint8Array[]): Uint8Array => der(0x30, ...members);

/** `[number]`, explicit: around the value itself */
export const explicit = (number: number, value: Uint8Array): Uint8Array => der(0xa0 + number, value);

/** Of numbers of two digits first, such as 2.5.4.3. */
export function objectIdentifier(dotted: string): Uint8Array {
  const [first, second, ...rest] = dotted.split(".").map(Number);
  return der(0x06, Uint8Array.of(40 * first + second, ...rest.flatMap(base128)));
}

/** Before the year 2050, which has another form. */
export function utcTime(time: Date): Uint8Array {
  const digits = time.toISOString().replace(/[-:T]/g, "");
  return der(0x17, Buffer.from(`${digits.slice(2, 14)}Z`));
}

export const bitString = (bytes: Uint8Array): Uint8Array => der(0x03, Uint8Array.of(0), bytes);

function lengthOf(count: number): Uint8Array {
  if (count < 0x80) return Uint8Array.of(count);
  return count < 0x100 ? Uint8Array.of(0x81, count) : Uint8Array.of(0x82, count >> 8, count & 0xff);
}

/** Most significant digit first, all but the last marked. */
function base128(value: number): number[] {
  const digits = [value & 0x7f];
  for (let rest = value >> 7; rest > 0; rest >>= 7) digits.unshift(0x80 | (rest & 0x7f));
  return digits;
}
