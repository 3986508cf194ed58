/** A way to tell the other hubs which incidents have changed, and that the feed goes further. It carries no data, and it may lose some. */
export interface Wire {
  /** `hear` gets what others send, and null where some of it may have been lost. */
  start(hear: (incidentIds: string[] | null) => void): Promise<void>;
  send(incidentIds: string[]): Promise<void>;
  /** Gives up a connection that may be dead without knowing it, and makes a new one. */
  reconnect(): void;
  stop(): Promise<void>;
}
