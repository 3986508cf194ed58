import { IncidentEntity } from "../../entities/incident.entity.ts";
import { authorise } from "../access/authorise.ts";
import { binder, visible } from "../access/visibility.ts";
import type { ServiceContext } from "../context.ts";
import { invalid, notFound } from "../errors.ts";
import { given, id, isReadable } from "../input.ts";
import { byKey, listsByKey } from "../load.ts";
import { select, selectOne } from "../rows.ts";

/** By id or by reference; a merged one keeps answering to its own. Null where the caller may not see it. */
export async function find(ctx: ServiceContext, by: { id?: string | null; reference?: string | null }): Promise<IncidentEntity | null> {
  authorise(ctx, "incident:read");
  if (given(by.id) === given(by.reference)) throw invalid("id", "Give either id or reference");
  if (given(by.reference) && !isReadable(by.reference)) return null; // out of an address, which nothing has looked at
  const { values, bind } = binder([given(by.id) ? id("id", by.id) : by.reference]);
  return selectOne(ctx, IncidentEntity, `where ${given(by.id) ? "id" : "reference"} = $1 and ${visible(ctx, bind)}`, values);
}

/** The same where it has to be there. */
export async function get(ctx: ServiceContext, incidentId: string, field = "incidentId"): Promise<IncidentEntity> {
  const incident = await find(ctx, { id: id(field, incidentId) });
  if (!incident) throw notFound(`incident ${incidentId}`, field);
  return incident;
}

/** Incidents that the caller may see, by id. */
export async function byIds(ctx: ServiceContext, ids: string[]): Promise<Map<string, IncidentEntity>> {
  const { values, bind } = binder([ids]);
  return byKey(await select(ctx, IncidentEntity, `where id = any($1) and ${visible(ctx, bind)}`, values), (incident) => incident.id);
}

/** What points at each incident as its `parent`, or as what it is a `recurrence` of. */
export async function pointingAt(ctx: ServiceContext, ids: string[], link: "parentId" | "recurrenceOfId"): Promise<Map<string, IncidentEntity[]>> {
  const { values, bind } = binder([ids]);
  const column = link === "parentId" ? "parent_id" : "recurrence_of_id";
  const rows = await select(ctx, IncidentEntity, `where ${column} = any($1) and ${visible(ctx, bind)} order by reference`, values);
  return listsByKey(rows, (incident) => incident[link] as string);
}

/** Those of the ids that the caller may see, in order. With a `field` the others are refused instead of left out. */
export async function visibleIds(ctx: ServiceContext, ids: string[], field: string | null): Promise<string[]> {
  const { values, bind } = binder([ids]);
  const rows: { id: string }[] = await ctx.db.query(`select id from incident where id = any($1) and ${visible(ctx, bind)} order by id`, values);
  const missing = ids.find((one) => !rows.some((row) => row.id === one));
  if (field && missing) throw notFound(`incident ${missing}`, field);
  return rows.map((row) => row.id);
}
