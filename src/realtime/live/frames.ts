import type { Socket } from "node:net";

/** Around an operation's id, and behind the payload. */
const HEAD = Buffer.from(`{"id":"`);
const NECK = Buffer.from(`","type":"next","payload":`);
const TAIL = Buffer.from("}");

/** Unmasked text frames (RFC 6455, section 5.2), each with room for an id. */
interface Layout {
  readonly bytes: Buffer;
  /** Where the ids stand. */
  readonly places: readonly number[];
}

/** The last list that was laid out, and for ids of which length: nearly all of a group have the same length. */
let last: { payloads: readonly Buffer[]; length: number; layout: Layout } | null = null;

/** An id as it stands in JSON, in as many bytes as it has characters. */
export function plain(id: string): string {
  // Most are no more than that, and the client's message holds the same string.
  if (/^[\w-]*$/.test(id)) return id;
  return JSON.stringify(id).slice(1, -1).replace(/[^\0-~]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/**
 * Writes the payloads to one of the many who get the same list, each in a frame of its own for the operation with that
 * plain id. The list is laid out once for all ids of one length; a socket's own is written over the last one's.
 */
export function writeFrames(wire: Socket, id: string, payloads: readonly Buffer[]): void {
  if (last?.payloads !== payloads || last.length !== id.length) last = { payloads, length: id.length, layout: layOut(id.length, payloads) };
  const { bytes, places } = last.layout;
  for (const place of places) bytes.write(id, place, "latin1");
  wire.write(bytes);
  // What the system has not taken at once is still to be read from these bytes: the next socket gets others.
  if (wire.writableLength > 0) last = null;
}

function layOut(id: number, payloads: readonly Buffer[]): Layout {
  const sizes = payloads.map((payload) => HEAD.length + id + NECK.length + payload.length + TAIL.length);
  const bytes = Buffer.allocUnsafeSlow(sizes.reduce((sum, size) => sum + headSize(size) + size, 0));
  const places: number[] = [];
  let at = 0;
  for (const [index, payload] of payloads.entries()) {
    at = writeHead(bytes, at, sizes[index] ?? 0);
    at += HEAD.copy(bytes, at);
    places.push(at);
    at += id;
    for (const part of [NECK, payload, TAIL]) at += part.copy(bytes, at);
  }
  return { bytes, places };
}

const headSize = (length: number): number => (length < 126 ? 2 : length < 65_536 ? 4 : 10);

function writeHead(bytes: Buffer, at: number, length: number): number {
  bytes[at] = 0x81;
  if (length < 126) return bytes.writeUInt8(length, at + 1);
  bytes[at + 1] = length < 65_536 ? 126 : 127;
  return length < 65_536 ? bytes.writeUInt16BE(length, at + 2) : bytes.writeBigUInt64BE(BigInt(length), at + 2);
}
