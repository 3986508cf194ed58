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

/**
 * What a subscription field gives whose every message is the whole as it is then. There is no past to come back to, and
 * no gap that matters.
 */
export interface LivePicture {
  /** Whose changes wake the followers. */
  readonly of: "statusPages";
  /** A word that is another whenever the picture may be. */
  version(): Promise<string>;
  /** The root value that the subscription's document is executed on. Throws where the caller may not see it any more. */
  read(): Promise<unknown>;
}

export interface LiveItem {
  position: number;
  /** The root value that the subscription's document is executed on. */
  root: unknown;
}
