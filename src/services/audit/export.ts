import { AuditEntryEntity } from "../../entities/audit.entity.ts";
import { authorise } from "../access/authorise.ts";
import type { ServiceContext } from "../context.ts";
import { columnsOf } from "../rows.ts";

/** An entry at its place in the chain. */
export interface SealedEntry extends AuditEntryEntity {
  number: number;
  hash: string;
}

const AT_ONCE = 100;

/** The sealed entries after `number`, in the order of the chain, 100 at most: sealed later is behind them. For admins. */
export async function sealed(ctx: ServiceContext, number: number): Promise<SealedEntry[]> {
  authorise(ctx, "audit:read");
  return ctx.db.query(
    `select audit_seal.number::float8 as number, audit_seal.hash, ${columnsOf(ctx, AuditEntryEntity)}
     from audit_seal join audit_entry on audit_entry.id = audit_seal.entry_id where audit_seal.number > $1 order by audit_seal.number limit ${AT_ONCE}`, [number]);
}
