import { v7 as uuid } from "uuid";
import { AuditEntryEntity } from "../../entities/audit.entity.ts";
import type { Actor } from "../access/actor.ts";
import type { ServiceContext } from "../context.ts";
import { binder } from "../access/visibility.ts";
import { insertion, recordset } from "../rows.ts";
import { type Noted, nothingNoted } from "./act.ts";
import { redacted } from "./redact.rules.ts";

export interface Act {
  /** Such as `login`, `logout`, `loginRefused`. */
  action: string;
  subject?: string | null;
  input?: unknown;
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
  /** Who, where the context does not know yet. */
  actor?: Actor;
}

type Writer = Pick<ServiceContext, "db" | "actor" | "now" | "origin" | "operation" | "noted">;

/** Writes an entry at once, in the transaction that `ctx.db` is in, if any: for what is no mutation, such as a login. Within one it stands for that. */
export async function audit(ctx: Writer, { action, subject = null, input = null, before = {}, after = {}, actor = ctx.actor }: Act): Promise<void> {
  const of = (values: Record<string, unknown>) => (subject === null ? {} : { [subject]: values });
  const entry = entryOf({ ...ctx, actor }, action, redacted(input), { ...nothingNoted(), subject, before: of(before), after: of(after) });
  await ctx.db.query(`with ${parts(ctx, "$1")} select 1`, [recordset(ctx, AuditEntryEntity, [entry])]);
  settle(ctx);
}

/** Writes the entry that is still due for the running operation: the last act of its transaction. */
export async function auditOperation(ctx: ServiceContext): Promise<void> {
  if (!isDue(ctx)) return;
  const { values, bind } = binder();
  await ctx.db.query(`with ${auditPart(ctx, bind)} select 1`, values);
}

/** The same in the midst of a long transaction, so that what it has changed need not be held to its end: the rest gets a further entry. */
export async function auditSoFar(tx: ServiceContext): Promise<void> {
  await auditOperation(tx);
  if (tx.noted) Object.assign(tx.noted, { before: {}, after: {}, isSettled: false } satisfies Partial<Noted>);
}

/** Whether the running operation, in the running transaction if there is one, has yet to leave its entry. */
export const isDue = ({ operation, noted }: Pick<ServiceContext, "operation" | "noted">): boolean => operation !== undefined && !noted?.isSettled;

/** The entry that is due as parts of a larger `with`; `computed` columns come from another part of it. */
export function auditPart(ctx: ServiceContext, bind: (value: unknown) => string, computed: Computed = null): string {
  const { operation, noted = nothingNoted() } = ctx;
  if (!operation) throw new Error("There is no operation to audit");
  const entry = entryOf(ctx, operation.name, redacted(operation.input), noted);
  settle({ operation, noted });
  return parts(ctx, bind(recordset(ctx, AuditEntryEntity, [entry])), computed);
}

/** No entry is due any more: it is written, or nothing was done that is not in an earlier one. */
export function settle({ operation, noted }: Pick<ServiceContext, "operation" | "noted">): void {
  if (operation) operation.isAudited = true;
  if (noted) noted.isSettled = true;
}

type Computed = { columns: Record<string, string>; from: string } | null;

const parts = (ctx: Pick<ServiceContext, "db">, parameter: string, computed: Computed = null): string =>
  `audited as (${insertion(ctx, AuditEntryEntity, computed, parameter)} returning id), unsealed as (insert into audit_unsealed select id from audited)`;

function entryOf({ actor, now, origin }: Writer, action: string, input: unknown, { subject, before, after }: Noted): AuditEntryEntity {
  return {
    id: uuid(),
    at: now(),
    actorId: actor.id,
    actorName: actor.name,
    actorRole: actor.role,
    responderId: actor.responderId,
    action,
    subject,
    input,
    before,
    after,
    address: origin?.address ?? null,
    userAgent: origin?.userAgent ?? null,
    requestId: origin?.requestId ?? null,
  };
}
