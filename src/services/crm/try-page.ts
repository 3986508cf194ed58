import type { Money } from "../../entities/incident-values.ts";
import type { RecordChange } from "../../entities/crm-vocabulary.ts";
import type { StoredCustomer } from "../customer/write-customers.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import type { Outcome } from "../directory/save.ts";
import { DomainError } from "../errors.ts";
import { fieldOf } from "../import/import-directory.ts";
import { importRows, type ImportRow, keyOf } from "../import/import-rows.ts";
import * as responders from "../responder/responder.store.ts";
import * as services from "../service/service.store.ts";
import { clip } from "../text.rules.ts";
import { type Mapping, rowOf } from "./map-account.ts";

/** A record as it would stand in the directory. */
export interface TriedAccount extends Pick<StoredCustomer, Same> {
  /** Its place in the page, from 0. */
  index: number;
  change: RecordChange;
  arr: Money;
  ownerEmail: string | null;
  /** Slugs. */
  services: string[];
}

type Same = "externalId" | "name" | "strategic" | "plan" | "region" | "renewalOn" | "activeEscalation" | "executiveSponsorEngaged" | "usage" | "contacts";

export interface TriedRefusal {
  index: number;
  key: string | null;
  field: string | null;
  reason: string;
  /** The record would land without an entry of it. */
  isEntryOnly: boolean;
}

export interface TriedPage {
  accounts: TriedAccount[];
  refused: number;
  refusals: TriedRefusal[];
}

/** As a pull does: nobody who writes the directory waits for long. */
const AT_ONCE = 500;
const SHOWN = 100;

/** What the records of a page would become. It is done as a pull does it and taken back, so the directory itself is what answers. */
export async function tryPage(ctx: ServiceContext, mapping: Mapping, records: readonly unknown[], first: number): Promise<TriedPage> {
  const refusals: TriedRefusal[] = [];
  const refuse = (index: number, key: string | null, why: DomainError, isEntryOnly = false) => void refusals.push({ index, key, field: fieldOf(why), reason: clip(why.message, 500), isEntryOnly });
  const rows = records.flatMap((record, index): (ImportRow & { index: number })[] => {
    const value = rowOf(mapping, record);
    return value instanceof DomainError ? (refuse(index, null, value), []) : [{ list: "customers", value, index }];
  });
  const standing: { index: number; change: RecordChange; after: StoredCustomer }[] = [];
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const some = rows.slice(from, from + AT_ONCE);
    const outcomes = await takenBack(ctx, some, (row, why) => refuse(row.index, keyOf(row), why, true));
    outcomes.forEach((outcome, at) => {
      const row = some[at] as (typeof some)[number];
      if (outcome instanceof DomainError) refuse(row.index, keyOf(row), outcome);
      else if (standing.length < first) standing.push({ index: row.index, change: outcome.change, after: outcome.after as StoredCustomer });
    });
  }
  refusals.sort((a, b) => a.index - b.index);
  return { accounts: await named(ctx, standing), refused: refusals.length, refusals: refusals.slice(0, SHOWN) };
}

class TakenBack extends Error {}

async function takenBack<Row extends ImportRow>(ctx: ServiceContext, rows: readonly Row[], onFault: (row: Row, why: DomainError) => void): Promise<Outcome[]> {
  const found: { outcomes: Outcome[] } = { outcomes: [] };
  await inTransaction(ctx, async (tx) => {
    await tx.db.query("set local jit = off");
    found.outcomes = await importRows(tx, rows, (at, why) => onFault(rows[at] as Row, why));
    throw new TakenBack();
  }).catch((error: unknown) => {
    if (!(error instanceof TakenBack)) throw error;
  });
  return found.outcomes;
}

async function named(ctx: ServiceContext, standing: readonly { index: number; change: RecordChange; after: StoredCustomer }[]): Promise<TriedAccount[]> {
  const used = await services.byIds(ctx, [...new Set(standing.flatMap(({ after }) => after.serviceIds))]);
  const owners = await responders.byIds(ctx, [...new Set(standing.flatMap(({ after }) => after.ownerId ?? []))]);
  return standing.map(({ index, change, after: { arrAmount, arrCurrency, ownerId, serviceIds, ...account } }) => ({
    ...account, index, change, arr: { amount: arrAmount, currency: arrCurrency }, ownerEmail: (ownerId && owners.get(ownerId)?.email) || null,
    services: serviceIds.flatMap((id) => used.get(id)?.slug ?? []).sort(),
  }));
}
