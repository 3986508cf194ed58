import { StatusEntryEntity, StatusEntryUpdateEntity } from "../../entities/status-entry.entity.ts";
import type { StatusPageEntity } from "../../entities/status-page.entity.ts";
import type { StatusTellingEntity } from "../../entities/status-subscriber.entity.ts";
import type { ComponentState } from "../../entities/vocabulary.ts";
import type { ServiceContext } from "../context.ts";
import { columnsOf, selectOne } from "../rows.ts";
import { componentsOn } from "../status-page/read-page.ts";
import { shownEntries } from "../status-page/shown.ts";
import { pageOfSubscriber } from "../subscriber/subscriber.store.ts";
import type { Said } from "./words.rules.ts";

type Reader = Pick<ServiceContext, "db">;

export interface SaidOnPage extends Said {
  page: StatusPageEntity;
  entry: StatusEntryEntity;
  update: StatusEntryUpdateEntity;
  /** Those of the page's components that the entry is or was about; null where it names none, and so is about everything. */
  about: string[] | null;
}

/**
 * What a telling says, as its page shows it. Null where the page shows it no more: the incident has become private, the
 * components were taken off, or it was taken back before it was told; of a reminder, once the maintenance is not ahead any more.
 */
export async function whatIsSaid(ctx: Reader, { pageId, updateId, kind }: Pick<StatusTellingEntity, "pageId" | "updateId" | "kind">): Promise<SaidOnPage | null> {
  const page = await pageOfSubscriber(ctx, { pageId });
  const update = await selectOne(ctx, StatusEntryUpdateEntity, "where id = $1", [updateId]);
  if (!update || (kind === "UPDATE" && update.retractedAt)) return null;
  const components = await componentsOn(ctx, page);
  const [entry]: StatusEntryEntity[] = await ctx.db.query(
    `select ${columnsOf(ctx, StatusEntryEntity)} from status_entry where id = $3 and ${shownEntries("$1", "$2")}
       and not exists (select 1 from incident i where i.id = status_entry.incident_id and (i.private or i.drill))`, [components.map(({ id }) => id), page.customerId, update.entryId]);
  if (!entry || (kind === "REMINDER" && entry.state !== "SCHEDULED")) return null;
  // Whoever heard the beginning hears the end; what lies ahead is about what it will hit.
  const named: { id: string }[] = await ctx.db.query(
    `select component_id as id from status_entry_component where entry_id = $1
     union select (move->>'componentId')::uuid from status_entry_update u, jsonb_array_elements(u.components) move where u.entry_id = $1 and $2 <> 'REMINDER'`, [entry.id, kind]);
  const ids = new Set(named.map(({ id }) => id));
  const moves = kind === "REMINDER" ? await ahead(ctx, entry) : new Map(update.components.map(({ componentId, to }) => [componentId, to]));
  const affected = components.flatMap(({ id, name }) => {
    const to = moves.get(id);
    return to ? [{ id, name, state: to }] : [];
  });
  return { page, entry, update, kind, affected, about: ids.size === 0 ? null : components.flatMap(({ id }) => (ids.has(id) ? [id] : [])) };
}

/** The states that a maintenance will hold its components in. */
async function ahead({ db }: Reader, { id }: StatusEntryEntity): Promise<Map<string, ComponentState>> {
  const rows: { id: string; state: ComponentState }[] = await db.query("select component_id as id, state from status_entry_component where entry_id = $1", [id]);
  return new Map(rows.map((row) => [row.id, row.state]));
}
