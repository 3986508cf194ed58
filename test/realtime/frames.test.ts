import type { Socket } from "node:net";
import { expect, test } from "vitest";
import { plain, writeFrames } from "../../src/realtime/live/frames.ts";

/** A wire that takes all at once, or leaves it to be read from the same bytes later. */
class Taker {
  readonly frames: Buffer[] = [];
  writableLength = 0;
  constructor(private readonly isSlow = false) {}
  write(bytes: Buffer): void {
    this.frames.push(this.isSlow ? bytes : Buffer.from(bytes));
    if (this.isSlow) this.writableLength += bytes.length;
  }
}

const IDS = ["1", "00000000-0000-4000-8000-000000000000", "", `a "quote" and a \\`, "line\nbreak", "naïve", "火", "🔥", "\u007f", "\ud800"];
const PAYLOADS = [10, 70, 200, 70_000].map((size) => Buffer.from(JSON.stringify({ data: "é".repeat(size / 2) })));

test.for(IDS)("the id %j arrives as it was given, with each payload, also for a slow reader", (id) => {
  const wires = [new Taker(), new Taker(true), new Taker()];
  for (const wire of wires) writeFrames(wire as unknown as Socket, plain(id), PAYLOADS);
  writeFrames(new Taker() as unknown as Socket, "x".repeat(plain(id).length), PAYLOADS);

  for (const { frames } of wires) {
    const messages = texts(Buffer.concat(frames)).map((text) => JSON.parse(text) as unknown);
    expect(messages).toEqual(PAYLOADS.map((payload) => ({ id, type: "next", payload: JSON.parse(payload.toString()) as unknown })));
  }
});

/** What stands in unmasked text frames. */
function texts(bytes: Buffer): string[] {
  const found: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    expect(bytes[at]).toBe(0x81);
    const short = bytes.readUInt8(at + 1);
    const head = short < 126 ? 2 : short === 126 ? 4 : 10;
    const size = head === 2 ? short : head === 4 ? bytes.readUInt16BE(at + 2) : Number(bytes.readBigUInt64BE(at + 2));
    found.push(bytes.toString("utf8", at + head, at + head + size));
    at += head + size;
  }
  return found;
}
