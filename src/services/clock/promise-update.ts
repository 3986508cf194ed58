import type { Audience } from "../../entities/vocabulary.ts";
import { given } from "../input.ts";
import type { Change } from "../timeline/record.ts";
import { meet, open, start } from "./clock.store.ts";

export const CUSTOMER_AUDIENCES: readonly Audience[] = ["STATUS_PAGE", "IN_APP_BANNER", "AFFECTED_CUSTOMERS", "STRATEGIC_ACCOUNTS"];

export interface Update {
  at: Date;
  /** The instant that this update promises the next one for. Without it: the plan's interval. */
  nextUpdateAt?: Date | null | undefined;
  /** Whom it went to; none for a note. */
  audience?: Audience;
}

/**
 * An update keeps the promise of the one before and makes the next (product rules, section 5, NEXT_UPDATE). A word among
 * ourselves does not put off what customers were promised: the new row then keeps that instant.
 */
export async function promiseUpdate(change: Change, { at, nextUpdateAt, audience }: Update): Promise<Date | null> {
  const [standing] = await open(change, ["NEXT_UPDATE"]);
  // Told late: a later update has made its promise already.
  if (standing && at < standing.startedAt && at < change.now && !given(nextUpdateAt)) return standing.dueAt;
  await meet(change, ["NEXT_UPDATE"], at);
  const isForCustomers = audience !== undefined && CUSTOMER_AUDIENCES.includes(audience);
  const owedToCustomers = standing?.promised && CUSTOMER_AUDIENCES.includes(standing.subject as Audience) && standing.dueAt > at;
  if (!given(nextUpdateAt) && !isForCustomers && owedToCustomers) {
    await start(change, [{ kind: "NEXT_UPDATE", from: at, due: standing.dueAt, subject: standing.subject, promised: true }]);
    return standing.dueAt;
  }
  const { updateEvery } = await change.plan();
  const due = nextUpdateAt ?? updateEvery;
  if (due === null) return null;
  await start(change, [{ kind: "NEXT_UPDATE", from: at, due, subject: audience ?? null, promised: given(nextUpdateAt) || isForCustomers }]);
  return due instanceof Date ? due : new Date(at.getTime() + due * 1_000);
}
