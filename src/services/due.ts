import type { ServiceContext } from "./context.ts";

/**
 * A kind of deadline, kept as rows. Whichever hub is alive looks ahead, waits, and applies what is due: claim and effect
 * are one transaction, and what another hub is at is skipped.
 */
export interface Deadlines {
  readonly name: string;
  /** The next instants up to `until`, earliest first, `limit` at most. */
  upcoming(ctx: Pick<ServiceContext, "db">, until: Date, limit: number): Promise<Date[]>;
  /** Applies what is due, `limit` rows at most. Returns how many it found: as many as the limit means that there are more. */
  apply(ctx: ServiceContext, limit: number): Promise<number>;
}

/**
 * The instant to compare deadlines with, as a bound parameter of `coalesce($1, statement_timestamp())`: null where time
 * is the database's, which then looks at its own clock and is never early by it; else the time that a test has set.
 */
export const dueBy = ({ now, isOnDatabaseClock }: Pick<ServiceContext, "now" | "isOnDatabaseClock">): Date | null => (isOnDatabaseClock ? null : now());
