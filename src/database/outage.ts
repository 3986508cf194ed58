/**
 * Classes and codes of PostgreSQL's that mean "not now": lost connections, shutdown, no room or too many clients, a lock
 * or an answer that took too long, a deadlock, a database that only reads.
 */
const SQL_STATES = /^(08...|57P0[1-5]|53...|55P03|57014|40P01|25006)$/;
const NETWORK = new Set(["ECONNREFUSED", "ECONNRESET", "ECONNABORTED", "EPIPE", "ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH", "ENOTFOUND", "EAI_AGAIN"]);
/** The last two: a connection that was lost in the middle of a transaction. */
const WORDS = /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Client has encountered a connection error|Query read timeout|.*is not queryable|.*not established|.*query runner was already released|Query runner already released)/i;

/** What is to be said of an outage to whoever has to mend it; other causes need no words of their own. */
const PLAINLY: Record<string, string> = {
  53100: "The database's disk is full; nothing can be written until there is room",
  25006: "The database is read-only; nothing can be written until that is changed",
  53300: "The database takes no more connections; try again",
};

/** Whether an error says that the database is out of reach, rather than that a statement is wrong. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = codeOf(error);
  return error instanceof Crowded || NETWORK.has(code) || SQL_STATES.test(code) || WORDS.test(error.message) || isOutage(causeOf(error));
}

/** What a client reads of an outage. */
export function sayOutage(error: unknown): string {
  if (!(error instanceof Error)) return "The database is out of reach; try again";
  if (error instanceof Crowded) return error.message;
  return PLAINLY[codeOf(error)] ?? sayOutage(causeOf(error));
}

/** More wait for a connection than the pool lets wait. */
export class Crowded extends Error {
  constructor() {
    super("The hub has more to do than it can; try again");
  }
}

const codeOf = (error: Error): string => ("code" in error && typeof error.code === "string" ? error.code : "");

const causeOf = (error: Error): unknown =>
  "driverError" in error ? error.driverError : error instanceof AggregateError ? error.errors[0] : error.cause;
