import { connect } from "node:net";
import { answer, clock } from "../worker.ts";

interface Load {
  port: number;
  token: string;
  /** One for each client, over and over. */
  bodies: string[];
  seconds: number;
  /** No more than so many by all clients together; as many as they can, if left out. */
  perSecond?: number;
}

/** HTTP clients on bare TCP sockets, each with one request under way. */
answer({
  begin() {},
  async run({ port, token, bodies, seconds, perSecond = Infinity }: Load) {
    const latencies: number[] = [];
    const began = clock();
    const until = began + seconds * 1_000;
    const texts = await Promise.all(bodies.map((body, at) => client(port, request(body, token), { until, everyMs: (bodies.length * 1_000) / perSecond, part: at / bodies.length }, latencies)));
    const at = clock();
    const elapsed = (at - began) / 1_000;
    latencies.sort((a, b) => a - b);
    const quantile = (q: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * q))] ?? 0;
    return { count: latencies.length, perSecond: latencies.length / elapsed, p50: quantile(0.5), p99: quantile(0.99), at, text: texts[0] };
  },
});

/** A body that is a path is read, as by a stranger; a header may stand behind it. */
const request = (body: string, token: string) => Buffer.from(body.startsWith("/") ? reading(body) : asking(body, token));

function reading(body: string): string {
  const [path, ...header] = body.split(" ");
  return `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n${header.length > 0 ? `${header.join(" ")}\r\n` : ""}\r\n`;
}

const asking = (body: string, token: string) =>
  `POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nAuthorization: Bearer ${token}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

/** `part`: which part of the time between two requests it waits before the first, so that all of them do not ask at once. */
interface Pace {
  until: number;
  everyMs: number;
  part: number;
}

function client(port: number, bytes: Buffer, { until, everyMs, part }: Pace, latencies: number[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1");
    let began = clock();
    // Joined once an answer is whole: to join each piece as it comes would make the client slower than the server with large ones.
    let got: Buffer[] = [];
    let size = 0;
    let whole = 0;
    let next = began + everyMs * part;
    const send = () => {
      began = clock();
      socket.write(bytes);
    };
    const sendInTime = () => {
      const wait = next - clock();
      next += everyMs;
      if (wait > 0) setTimeout(send, wait);
      else send();
    };
    socket.setNoDelay(true);
    socket.on("error", reject).on("close", () => reject(new Error("the server closed a connection")));
    socket.on("data", (chunk) => {
      got.push(chunk);
      size += chunk.length;
      if (whole === 0) {
        const begun = Buffer.concat(got);
        const end = begun.indexOf("\r\n\r\n");
        if (end < 0) return;
        const head = begun.toString("latin1", 0, end);
        const length = /content-length: (\d+)/i.exec(head)?.[1];
        if (!length || !head.startsWith("HTTP/1.1 200")) return reject(new Error(begun.toString("utf8", 0, 600)));
        whole = end + 4 + Number(length);
      }
      if (size < whole) return;
      const now = clock();
      latencies.push(now - began);
      if (now >= until) {
        const all = Buffer.concat(got);
        resolve(all.toString("utf8", all.indexOf("\r\n\r\n") + 4));
        return void socket.removeAllListeners("close").destroy();
      }
      got = [];
      size = 0;
      whole = 0;
      sendInTime();
    });
    sendInTime();
  });
}
