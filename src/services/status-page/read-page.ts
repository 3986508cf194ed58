import { StatusComponentEntity, StatusComponentGroupEntity } from "../../entities/status-component.entity.ts";
import { StatusEntryEntity, StatusEntryUpdateEntity } from "../../entities/status-entry.entity.ts";
import type { StatusPageEntity } from "../../entities/status-page.entity.ts";
import { type ComponentState, STATUS_ENTRY_KINDS } from "../../entities/vocabulary.ts";
import type { ServiceContext } from "../context.ts";
import { byKey, listsByKey } from "../load.ts";
import { select } from "../rows.ts";
import { shownEntries } from "./shown.ts";
import { worstOf } from "../status-component/state.rules.ts";

export interface EntryOnPage extends StatusEntryEntity {
  /** Newest first. */
  updates: StatusEntryUpdateEntity[];
  /** Those of its components that are on the page, in the page's order. */
  components: { componentId: string; state: ComponentState }[];
}

/** A page with all that it shows now. */
export interface PageView {
  page: StatusPageEntity;
  groups: StatusComponentGroupEntity[];
  components: StatusComponentEntity[];
  /** Open ones and those that ended lately; at least the last fifty of each kind, the newest first. */
  entries: EntryOnPage[];
}

type Reader = Pick<ServiceContext, "db" | "now">;
const DAY_MS = 86_400_000;
const MOST = 1_000;
/** Of each kind, however long ago they were. */
const LAST = 50;

/** What a page shows. `db` sees no private incident; entries of such or of a drill do not exist. */
export async function readPage(ctx: Reader, page: StatusPageEntity, pastDays: number): Promise<PageView> {
  const components = await componentsOn(ctx, page);
  const groups = await select(ctx, StatusComponentGroupEntity, "where id = any($1) order by position, name, id", [components.flatMap(({ groupId }) => groupId ?? [])]);
  const entries = await entriesOn(ctx, page, components, pastDays);
  return { page, groups, components: page.kind === "CUSTOMER" ? await asTheySee(ctx, components, entries) : components, entries };
}

/** In the page's order. What is internal is on internal pages alone, whatever a page was given. */
export function componentsOn(ctx: Pick<Reader, "db">, { id, kind, customerId }: StatusPageEntity): Promise<StatusComponentEntity[]> {
  return select(ctx, StatusComponentEntity, `
    where ($2 = 'INTERNAL' or not is_internal) and case
      when exists (select 1 from status_page_component where page_id = $1) then status_component.id in (select component_id from status_page_component where page_id = $1)
      when $2 = 'CUSTOMER' then status_component.id in (select component_id from status_component_service join customer_service using (service_id) where customer_id = $3)
      else true end
    order by position, name, id`, [id, kind, customerId]);
}

async function entriesOn(ctx: Reader, page: StatusPageEntity, components: StatusComponentEntity[], pastDays: number): Promise<EntryOnPage[]> {
  const values = [components.map(({ id }) => id), page.customerId, new Date(ctx.now().getTime() - pastDays * DAY_MS)];
  const listed = (which: string, most: number) => `(select id from status_entry where ${which} and ${shownEntries("$1", "$2")} order by created_at desc, id desc limit ${most})`;
  const entries = await select(ctx, StatusEntryEntity, `
    where id in (${listed("(resolved_at is null or resolved_at >= $3)", MOST)} union all ${STATUS_ENTRY_KINDS.map((kind) => listed(`kind = '${kind}'`, LAST)).join(" union all ")})
    order by created_at desc, id desc limit ${MOST}`, values);
  const ids = entries.map(({ id }) => id);
  const updates = listsByKey(await select(ctx, StatusEntryUpdateEntity, "where entry_id = any($1) order by at desc, id desc", [ids]), ({ entryId }) => entryId);
  const links: { entryId: string; componentId: string; state: ComponentState }[] = await ctx.db.query(
    'select entry_id as "entryId", component_id as "componentId", state from status_entry_component where entry_id = any($1)', [ids]);
  const places = new Map(components.map(({ id }, place) => [id, place]));
  const placeOf = ({ componentId }: { componentId: string }) => places.get(componentId) ?? -1;
  const ofEntry = listsByKey(links.filter((link) => placeOf(link) >= 0).sort((a, b) => placeOf(a) - placeOf(b)), ({ entryId }) => entryId);
  return entries.map((entry) => ({ ...entry, updates: updates.get(entry.id) ?? [], components: (ofEntry.get(entry.id) ?? []).map(({ componentId, state }) => ({ componentId, state })) }));
}

/** Of what holds a component, an account is shown its own and what hits everybody: that makes its state there. */
async function asTheySee(ctx: Reader, components: StatusComponentEntity[], entries: EntryOnPage[]): Promise<StatusComponentEntity[]> {
  const held: { componentId: string; entryId: string | null; state: ComponentState }[] = await ctx.db.query(
    'select component_id as "componentId", entry_id as "entryId", state from status_hold where until_at is null and component_id = any($1)', [components.map(({ id }) => id)]);
  const shown = byKey(entries, ({ id }) => id);
  const theirs = listsByKey(held.filter(({ entryId }) => entryId === null || shown.has(entryId)), ({ componentId }) => componentId);
  return components.map((component) => ({ ...component, state: worstOf((theirs.get(component.id) ?? []).map(({ state }) => state)) }));
}
