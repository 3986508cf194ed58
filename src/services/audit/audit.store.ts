import { AuditEntryEntity } from "../../entities/audit.entity.ts";
import { authorise } from "../access/authorise.ts";
import { binder } from "../access/visibility.ts";
import type { ServiceContext } from "../context.ts";
import { given, LIMITS, text } from "../input.ts";
import { decodeCursor, encodeCursor, type Page, type PageArgs, pageOf, pageSize } from "../page.ts";
import { columnsOf } from "../rows.ts";

/** An entry, with its place in the chain once it has one. */
export interface AuditRecord extends AuditEntryEntity {
  number: string | null;
  hash: string | null;
}

export interface AuditFilter {
  /** An actor's id or a person's, or a name. */
  actor?: string | null;
  action?: string | null;
  subject?: string | null;
  from?: Date | null;
  to?: Date | null;
}

const SCOPE = "audit";

/** A page of the log, the newest first. For admins. */
export async function list(ctx: ServiceContext, filter: AuditFilter, args: PageArgs): Promise<Page<AuditRecord>> {
  authorise(ctx, "audit:read");
  const first = pageSize(args.first);
  const { values, bind } = binder();
  const wanted = conditions(filter, bind);
  const ofAll = { where: wanted.join(" and "), values: [...values] };
  if (given(args.after)) {
    const [at, id] = decodeCursor(SCOPE, args.after, ["instant", "id"]);
    wanted.push(`(audit_entry.at, audit_entry.id) < (${bind(at)}, ${bind(id)})`);
  }
  const rows: AuditRecord[] = await ctx.db.query(
    `select ${columnsOf(ctx, AuditEntryEntity)}, audit_seal.number, audit_seal.hash from audit_entry left join audit_seal on audit_seal.entry_id = audit_entry.id
     where ${wanted.join(" and ")} order by audit_entry.at desc, audit_entry.id desc limit ${bind(first + 1)}`, values);
  const count = async () => (await ctx.db.query(`select count(*)::int as count from audit_entry where ${ofAll.where}`, ofAll.values))[0].count;
  return pageOf(rows, { ...args, first }, ({ at, id }) => encodeCursor(SCOPE, [at.toISOString(), id]), count);
}

function conditions({ actor, action, subject, from, to }: AuditFilter, bind: (value: unknown) => string): string[] {
  const texts = Object.entries({ action, subject }).filter((entry): entry is [string, string] => given(entry[1]));
  return [
    "true",
    ...texts.map(([name, value]) => `audit_entry.${name} = ${bind(text(name, value, LIMITS.link))}`),
    ...(given(actor) ? [anyActor(bind(text("actor", actor, LIMITS.link)))] : []),
    ...(given(from) ? [`audit_entry.at >= ${bind(from)}`] : []),
    ...(given(to) ? [`audit_entry.at < ${bind(to)}`] : []),
  ];
}

const anyActor = (value: string): string => `${value} in (audit_entry.actor_id, audit_entry.actor_name, audit_entry.responder_id::text)`;
