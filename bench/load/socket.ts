import { randomBytes, randomUUID } from "node:crypto";
import { connect, type Socket } from "node:net";

const TEXT = 1;
const CLOSE = 8;
const PING = 9;
const ACK = 1;

/** What all sockets read into, one at a time: nothing is kept of it. */
const shared = Buffer.allocUnsafe(256 * 1024);

export interface Opening {
  port: number;
  token: string;
  /** The payload of `subscribe`. */
  request: unknown;
  /** Keeps the text of the last message; only the first socket does. */
  keeps: boolean;
  /** Reads nothing any more once it has subscribed. */
  stalls: boolean;
  onMessage: () => void;
  onLost: (why: string) => void;
}

/** One graphql-transport-ws client on a bare TCP socket: shakes hands, subscribes, then counts frames without reading them. */
export class LoadSocket {
  last = "";
  private readonly socket: Socket;
  private head = Buffer.alloc(0);
  private left = 0;
  private opcode = 0;
  private text: Buffer[] = [];
  private messages = 0;
  private isOpen = false;
  private opened!: () => void;
  /** Fulfilled once it has subscribed. */
  readonly ready = new Promise<void>((resolve) => (this.opened = resolve));

  constructor(private readonly options: Opening) {
    const { port, onLost } = options;
    this.socket = connect({ host: "127.0.0.1", port, onread: { buffer: shared, callback: (count) => this.read(shared.subarray(0, count)) } });
    this.socket.setNoDelay(true);
    this.socket.on("error", (error) => onLost(error.message));
    this.socket.write(`GET /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString("base64")}\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n`);
  }

  close(): void {
    this.socket.destroy();
  }

  private read(chunk: Buffer): boolean {
    let rest = this.head.length > 0 ? Buffer.concat([this.head, chunk]) : chunk;
    this.head = Buffer.alloc(0);
    if (!this.isOpen) {
      const end = rest.indexOf("\r\n\r\n");
      if (end < 0) return this.keep(rest);
      if (!rest.toString("latin1", 0, 12).endsWith("101")) this.options.onLost(rest.toString("latin1", 0, end));
      this.isOpen = true;
      this.send({ type: "connection_init", payload: { authorization: `Bearer ${this.options.token}` } });
      rest = rest.subarray(end + 4);
    }
    while (rest.length > 0 || this.left > 0) {
      if (this.left === 0) {
        const size = this.header(rest);
        if (size === 0) return this.keep(rest);
        rest = rest.subarray(size);
      }
      const taken = Math.min(this.left, rest.length);
      if (this.wantsText) this.text.push(Buffer.from(rest.subarray(0, taken)));
      this.left -= taken;
      rest = rest.subarray(taken);
      if (this.left > 0) return true;
      this.frame();
    }
    return true;
  }

  private keep(rest: Buffer): true {
    this.head = Buffer.from(rest);
    return true;
  }

  /** Reads a frame's header, and returns its size; 0 if it is not whole yet. */
  private header(bytes: Buffer): number {
    if (bytes.length < 2) return 0;
    const short = (bytes[1] ?? 0) & 0x7f;
    const size = short < 126 ? 2 : short === 126 ? 4 : 10;
    if (bytes.length < size) return 0;
    this.opcode = (bytes[0] ?? 0) & 0x0f;
    this.left = size === 2 ? short : size === 4 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
    return size;
  }

  private get wantsText(): boolean {
    return this.opcode === CLOSE || (this.opcode === TEXT && this.options.keeps);
  }

  private frame(): void {
    const text = Buffer.concat(this.text);
    this.text = [];
    if (this.opcode === PING) return void this.socket.write(masked(0x8a, Buffer.alloc(0)));
    if (this.opcode === CLOSE) return this.options.onLost(`closed: ${text.readUInt16BE(0)} ${text.toString("utf8", 2)}`);
    this.last = text.toString();
    this.messages += 1;
    if (this.messages > ACK) return this.options.onMessage();
    this.send({ id: randomUUID(), type: "subscribe", payload: this.options.request });
    if (this.options.stalls) this.socket.pause();
    this.opened();
  }

  private send(message: unknown): void {
    this.socket.write(masked(0x81, Buffer.from(JSON.stringify(message))));
  }
}

/** A client's frame, which has to be masked; a mask of zeros leaves the bytes as they are. */
function masked(first: number, payload: Buffer): Buffer {
  const { length } = payload;
  const head = length < 126 ? Buffer.from([first, 0x80 | length, 0, 0, 0, 0]) : Buffer.from([first, 0xfe, length >> 8, length & 0xff, 0, 0, 0, 0]);
  return Buffer.concat([head, payload]);
}
