/** Tells that incidents have changed, across all hubs. It carries ids and never data: whoever is woken reads the table. */
export interface Wakeups {
  /** Called after a commit. */
  ring(incidentIds: string[]): void;
}

/** What a subscription field gives in place of an iterator: where its data comes from. One serves all who ask alike. */
export interface LiveSource {
  /** Incidents whose changes matter; null for all. */
  readonly incidentId: string | null;
  /** Where the source stands now; `since` goes on from here. */
  open(): Promise<number>;
  /** What comes after a position, oldest first; none where nothing does. */
  since(position: number): Promise<LiveItem[]>;
  /** Where `since` gives so many, there may be more. */
  readonly atOnce: number;
  /**
   * What a subscriber who joins is owed first, by its own cursor, and the position that it then has. With a `position`
   * in place of a cursor: what somebody missed who has been at that position.
   */
  join(cursor: string | number | null): Promise<{ items: LiveItem[]; position: number }>;
  /** Whether only the latest state counts, so that a slow subscriber may miss what lies between. */
  readonly isState: boolean;
}

export interface LiveItem {
  position: number;
  /** The root value that the subscription's document is executed on. */
  root: unknown;
}
