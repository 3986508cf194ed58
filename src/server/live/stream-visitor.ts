import type { ServerResponse } from "node:http";
import type { Farewell } from "./farewell.ts";
import type { Visitor } from "./visitors.ts";

/** How long a slow reader has for what is still queued. */
const GOODBYE_MS = 1_000;

/** An event stream: of one operation, or reserved for several and opened by a later request. */
export class StreamVisitor implements Visitor {
  readonly transport = "sse";
  /** What runs on it. */
  readonly operations = new Set<object>();
  /** Fulfilled once there is something to write to. */
  readonly opened: Promise<ServerResponse>;
  /** Why our side has ended it, if it has. */
  ending: Farewell | null = null;
  private response: ServerResponse | null = null;
  private setOpened!: (response: ServerResponse) => void;

  /** `onUnopened` lets go of a reservation that is closed before it is a stream. */
  constructor(readonly address: string, readonly identity: NonNullable<Visitor["identity"]>, private readonly onUnopened: () => void) {
    this.opened = new Promise((resolve) => (this.setOpened = resolve));
  }

  get isOpen(): boolean {
    return this.response !== null;
  }

  open(response: ServerResponse): void {
    this.response = response;
    this.setOpened(response);
  }

  queuedBytes(): number {
    return this.response?.socket?.writableLength ?? 0;
  }

  /** Clients come back after a stream that ends without a word that it is complete. */
  close(why: Farewell): void {
    this.ending ??= why;
    const { response } = this;
    if (!response) return this.onUnopened();
    if (why === "behind") return void response.destroy();
    response.end();
    setTimeout(() => response.destroy(), GOODBYE_MS).unref();
  }
}
