/** What passes over a websocket: the request that opens it, then its messages (RFC 6455). @module */
import type { ByteReader } from "./byte-feed.js";

export interface WebsocketMessage {
  readonly kind: "text" | "binary";
  readonly bytes: Uint8Array;
}

/** the longest head of a request or of its answer, bytes; longer than any HTTP server takes */
const MAX_HEAD_BYTES = 64 * 1024;

/**
 * Reads one direction of a connection from its first byte on.
 * @param maxBytes the longest message
 * @throws {Error} from where it is fed, when the connection is not a websocket or does not keep to the protocol
 */
export function* readWebsocket(maxBytes: number, onMessage: (message: WebsocketMessage) => void): ByteReader {
  const [firstLine] = (yield* readHead()).split("\r\n");
  const isOpened = firstLine.startsWith("GET ") || firstLine.startsWith("HTTP/1.1 101 ");
  if (!isOpened) throw new Error(`no websocket was opened: ${firstLine.slice(0, 80)}`);
  yield* readMessages(maxBytes, onMessage);
}

/** The head of an HTTP message, up to its empty line. */
function* readHead(): ByteReader<string> {
  let head = "";
  while (!head.endsWith("\r\n\r\n")) {
    head += String.fromCharCode((yield 1)[0]);
    if (head.length > MAX_HEAD_BYTES) throw new Error(`no websocket was opened within ${MAX_HEAD_BYTES} bytes`);
  }
  return head;
}

const CONTINUATION = 0;
const TEXT = 1;
/** opcodes from here on are of control frames, which may stand between the fragments of a message */
const FIRST_CONTROL = 8;

/** Messages whose frames carry no extension; control frames are passed over. Never ends. */
function* readMessages(maxBytes: number, onMessage: (message: WebsocketMessage) => void): ByteReader {
  let kind: WebsocketMessage["kind"] = "binary";
  let fragments: Uint8Array[] = [];
  let messageBytes = 0;
  for (;;) {
    const [flags, size] = yield 2;
    if ((flags & 0x70) !== 0) throw new Error("a websocket frame uses an extension, such as compression");
    const opcode = flags & 0x0f;
    const length = yield* readLength(size & 0x7f);
    if (opcode < FIRST_CONTROL) messageBytes += length;
    if (messageBytes > maxBytes) throw new Error(`a message has more than ${maxBytes} bytes`);
    const mask = (size & 0x80) === 0 ? undefined : yield 4;
    const payload = yield length;
    if (opcode >= FIRST_CONTROL) continue;
    if (opcode !== CONTINUATION) kind = opcode === TEXT ? "text" : "binary";
    fragments.push(mask === undefined ? payload : unmasked(payload, mask));
    if ((flags & 0x80) === 0) continue;
    onMessage({ kind, bytes: fragments.length === 1 ? fragments[0] : Buffer.concat(fragments) });
    fragments = [];
    messageBytes = 0;
  }
}

/** Payload of a frame, bytes, which seven bits say or announce. */
function* readLength(sevenBits: number): ByteReader<number> {
  if (sevenBits < 126) return sevenBits;
  const bytes = yield sevenBits === 126 ? 2 : 8;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return sevenBits === 126 ? view.getUint16(0) : Number(view.getBigUint64(0));
}

/** A copy, since the bytes themselves are on their way to the server; four bytes at a time. */
function unmasked(payload: Uint8Array, mask: Uint8Array): Uint8Array {
  const words = new Uint32Array(Math.ceil(payload.length / 4));
  const bytes = new Uint8Array(words.buffer, 0, payload.length);
  bytes.set(payload);
  const [key] = new Uint32Array(Uint8Array.from(mask).buffer);
  for (let i = 0; i < words.length; i++) words[i] ^= key;
  return bytes;
}
