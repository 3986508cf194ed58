import { answer, clock } from "../worker.ts";
import { followers, listen, next, port } from "./followers.ts";

let isFramed = false;

/** Says the same bytes to every socket: by `ws.send`, or as one ready frame past `ws`. Nothing else happens. */
answer({
  async begin({ framed }: { framed: boolean }) {
    isFramed = framed;
    await listen();
  },
  port,
  fire({ event, times }: { event: unknown; times: number }) {
    const began = clock();
    for (let at = 0; at < times; at++) {
      const message = next(event);
      const bytes = frame(message);
      if (isFramed) for (const { wire } of followers) wire.write(bytes);
      else for (const { socket } of followers) socket.send(message, { binary: false });
    }
    return began;
  },
});

function frame(message: Buffer): Buffer {
  const head = message.length < 126 ? Buffer.from([0x81, message.length]) : Buffer.from([0x81, 126, message.length >> 8, message.length & 0xff]);
  return Buffer.concat([head, message]);
}
