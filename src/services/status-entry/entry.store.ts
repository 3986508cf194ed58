import { StatusEntryEntity, StatusEntryUpdateEntity } from "../../entities/status-entry.entity.ts";
import type { ComponentState, StatusEntryKind } from "../../entities/vocabulary.ts";
import { authorise } from "../access/authorise.ts";
import { binder, visible } from "../access/visibility.ts";
import type { ServiceContext } from "../context.ts";
import { given, id } from "../input.ts";
import { byKey, listsByKey } from "../load.ts";
import { decodeCursor, encodeCursor, type Page, type PageArgs, pageOf, pageSize } from "../page.ts";
import { select, selectOne } from "../rows.ts";

type Reader = Pick<ServiceContext, "db">;

export interface EntryFilter {
  kind?: StatusEntryKind | null | undefined;
  open?: boolean | null | undefined;
}

/** All entries, the newest first. */
export async function listEntries(ctx: ServiceContext, { kind, open }: EntryFilter, args: PageArgs): Promise<Page<StatusEntryEntity>> {
  authorise(ctx, "incident:read");
  const first = pageSize(args.first);
  const { values, bind } = binder();
  const wanted = [seen(ctx, bind), ...(given(kind) ? [`kind = ${bind(kind)}`] : []), ...(given(open) ? [`resolved_at is ${open ? "" : "not "}null`] : [])];
  const ofAll = { where: wanted.join(" and "), values: [...values] };
  if (given(args.after)) {
    const [createdAt, key] = decodeCursor("statusEntries", args.after, ["instant", "id"]);
    wanted.push(`(created_at, id) < (${bind(createdAt)}::timestamptz, ${bind(key)}::uuid)`);
  }
  const rows = await select(ctx, StatusEntryEntity, `where ${wanted.join(" and ")} order by created_at desc, id desc limit ${bind(first + 1)}`, values);
  return pageOf(rows, { ...args, first }, (row) => encodeCursor("statusEntries", [row.createdAt.toISOString(), row.id]),
    async () => (await ctx.db.query(`select count(*)::int as count from status_entry where ${ofAll.where}`, ofAll.values))[0].count);
}

export async function findEntry(ctx: ServiceContext, key: string): Promise<StatusEntryEntity | null> {
  authorise(ctx, "incident:read");
  const { values, bind } = binder([id("id", key)]);
  return selectOne(ctx, StatusEntryEntity, `where id = $1 and ${seen(ctx, bind)}`, values);
}

/** A key that is bound to a service or a team knows of nothing beyond its incidents, public or not. */
const seen = (ctx: ServiceContext, bind: (value: unknown) => string): string =>
  `(status_entry.incident_id is null or exists (select 1 from incident where incident.id = status_entry.incident_id and ${visible(ctx, bind)}))`;

export async function entriesOfIncidents(ctx: Reader, incidentIds: string[]): Promise<Map<string, StatusEntryEntity>> {
  return byKey(await select(ctx, StatusEntryEntity, "where incident_id = any($1)", [incidentIds]), ({ incidentId }) => incidentId as string);
}

/** Newest first. */
export async function updatesOf(ctx: Reader, entryIds: string[]): Promise<Map<string, StatusEntryUpdateEntity[]>> {
  return listsByKey(await select(ctx, StatusEntryUpdateEntity, "where entry_id = any($1) order by at desc, id desc", [entryIds]), ({ entryId }) => entryId);
}

export interface ComponentOfEntry {
  entryId: string;
  componentId: string;
  state: ComponentState;
}

/** In the order of the components. */
export async function componentsOf({ db }: Reader, entryIds: string[]): Promise<Map<string, ComponentOfEntry[]>> {
  const rows: ComponentOfEntry[] = await db.query(
    `select e.entry_id as "entryId", e.component_id as "componentId", e.state from status_entry_component e join status_component c on c.id = e.component_id
     where e.entry_id = any($1) order by c.position, c.name, c.id`, [entryIds]);
  return listsByKey(rows, ({ entryId }) => entryId);
}
