/** One subscription on one connection, whatever the transport. Payloads are the JSON of execution results. */
export interface Subscriber {
  /** Queues what all of a group get; the bytes are shared and are not changed. */
  send(payloads: readonly Buffer[]): void;
  /** More waits to be read by the other side than a subscriber may have queued. */
  readonly isFull: boolean;
  /** Fulfilled once it is no longer full, or has gone. */
  drained(): Promise<void>;
  /** It has unsubscribed or its connection is gone. */
  readonly hasLeft: boolean;
  /** Ends the connection in a way that makes the client come back and resume. */
  fallBehind(): void;
  /** Ends this subscription from our side. */
  complete(): void;
}
