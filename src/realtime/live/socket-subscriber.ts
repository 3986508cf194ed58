import type { Socket } from "node:net";
import type { WebSocket } from "ws";
import { drained, isFull } from "./backlog.ts";
import { plain, writeFrames } from "./frames.ts";
import type { Subscriber } from "./subscriber.ts";

const OPEN = 1;

/** A socket with who is at its other end. */
interface Line {
  readonly socket: WebSocket;
  /** What is below it. */
  readonly wire: Socket;
  close(why: "behind"): void;
}

/**
 * Writes the frames of one operation on a WebSocket: a small prefix with the operation's id, then the shared bytes. It
 * makes the frames itself, since `ws` would prepare, mask and queue each anew; compression is off, so nothing of `ws`
 * is queued in between (ADR 10). There may be tens of thousands: it is kept small.
 */
export class SocketSubscriber implements Subscriber {
  /** What ends with it. */
  operation: { end(): void } | null = null;
  private readonly wire: Socket;
  private readonly socket: WebSocket;
  private readonly id: string;
  private hasUnsubscribed = false;

  constructor(private readonly line: Line, id: string) {
    this.wire = line.wire;
    this.socket = line.socket;
    this.id = plain(id);
  }

  get isFull(): boolean {
    return isFull(this.wire);
  }

  get hasLeft(): boolean {
    return this.hasUnsubscribed || this.socket.readyState !== OPEN;
  }

  unsubscribe(): void {
    this.hasUnsubscribed = true;
  }

  send(payloads: readonly Buffer[]): void {
    if (!this.hasLeft) writeFrames(this.wire, this.id, payloads);
  }

  drained(): Promise<void> {
    return drained(this.wire);
  }

  complete(): void {
    this.operation?.end();
  }

  fallBehind(): void {
    this.line.close("behind");
  }
}
