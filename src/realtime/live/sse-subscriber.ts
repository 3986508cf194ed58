import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { drained, isFull } from "./backlog.ts";
import type { Subscriber } from "./subscriber.ts";

/**
 * Writes the events of one operation on an event stream, around the shared bytes. On a stream of several operations
 * each event carries the operation's id.
 */
export class SseSubscriber implements Subscriber {
  private readonly prefix: Buffer;
  private readonly suffix: Buffer;
  private readonly wire: Socket;
  private hasUnsubscribed = false;

  constructor(
    private readonly response: ServerResponse,
    id: string | null,
    readonly complete: () => void,
    readonly fallBehind: () => void,
  ) {
    if (!response.socket) throw new Error("The stream is gone");
    this.wire = response.socket;
    this.prefix = Buffer.from(id === null ? "event: next\ndata: " : `event: next\ndata: {"id":${JSON.stringify(id)},"payload":`);
    this.suffix = Buffer.from(id === null ? "\n\n" : "}\n\n");
  }

  get isFull(): boolean {
    return isFull(this.wire);
  }

  get hasLeft(): boolean {
    return this.hasUnsubscribed || this.wire.destroyed;
  }

  unsubscribe(): void {
    this.hasUnsubscribed = true;
  }

  send(payloads: readonly Buffer[]): void {
    if (this.hasLeft || this.response.writableEnded) return;
    this.response.write(Buffer.concat(payloads.flatMap((payload) => [this.prefix, payload, this.suffix])));
  }

  drained(): Promise<void> {
    return drained(this.wire);
  }
}
