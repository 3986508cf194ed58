import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";

/** "director" in ASCII; any number that no other program locks. */
const DIRECTORY_LOCK = "7235440056133250930";
const LOCK_NOT_AVAILABLE = "55P03";

/**
 * One writer of the directory at a time, until the transaction ends. Whether a key is free, a reference is there and no
 * circle closes are questions about rows that two writers do not see of each other; the directory is read a thousand
 * times for each time it is written, and reads do not wait here.
 */
export async function lockDirectory({ db }: Pick<ServiceContext, "db">): Promise<void> {
  try {
    await db.query("select pg_advisory_xact_lock($1)", [DIRECTORY_LOCK]);
  } catch (error) {
    if ((error as { code?: unknown }).code !== LOCK_NOT_AVAILABLE) throw error;
    throw new DomainError("UNAVAILABLE", "An import is writing the directory; try again when it is done");
  }
}
