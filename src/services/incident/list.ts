import { IncidentEntity } from "../../entities/incident.entity.ts";
import type { IncidentStatus, Severity } from "../../entities/vocabulary.ts";
import { authorise } from "../access/authorise.ts";
import { binder, visible } from "../access/visibility.ts";
import type { ServiceContext } from "../context.ts";
import { invalid } from "../errors.ts";
import { given, id, LIMITS, list as limited } from "../input.ts";
import { decodeCursor, encodeCursor, type Page, type PageArgs, pageOf, pageSize } from "../page.ts";
import { type Only, select } from "../rows.ts";
import { OPEN } from "./incident.rules.ts";

export interface IncidentFilter {
  open?: boolean | null;
  statuses?: IncidentStatus[] | null;
  severities?: Severity[] | null;
  serviceSlugs?: string[] | null;
  teamSlugs?: string[] | null;
  commanderId?: string | null;
  drill?: boolean | null;
  /** In the title, the description or the reference; letters of either case. */
  text?: string | null;
  detectedFrom?: Date | null;
  detectedTo?: Date | null;
}

export interface IncidentOrder {
  field: "DETECTED_AT" | "SEVERITY" | "UPDATED_AT";
  direction: "ASC" | "DESC";
}

const COLUMNS = { DETECTED_AT: "detected_at", SEVERITY: "severity", UPDATED_AT: "updated_at" } as const;
/** What a page needs of each row for its cursors. */
const KEYS = ["id", "detectedAt", "severity", "updatedAt"];
const NEWEST: IncidentOrder = { field: "DETECTED_AT", direction: "DESC" };

/** A keyset page of the incidents that the caller may see, the newest detection first unless ordered otherwise; of each, `only` what is asked for. */
export async function list(
  ctx: ServiceContext, args: PageArgs & { filter?: IncidentFilter | null; orderBy?: IncidentOrder | null }, only: Only = null,
): Promise<Page<IncidentEntity>> {
  authorise(ctx, "incident:read");
  const first = pageSize(args.first);
  const { field, direction } = args.orderBy ?? NEWEST;
  const scope = `incidents ${field} ${direction}`;
  const { values, bind } = binder();
  const where = conditions(ctx, args.filter ?? {}, bind).join(" and ");
  const counted = [...values];
  const position = given(args.after) ? decodeCursor(scope, args.after, [field === "SEVERITY" ? "text" : "instant", "id"]).map(bind) : null;
  const later = position ? `and (${COLUMNS[field]}, id) ${direction === "ASC" ? ">" : "<"} (${position.join(", ")})` : "";
  const rows = await select(ctx, IncidentEntity, `where ${where} ${later} order by ${COLUMNS[field]} ${direction}, id ${direction} limit ${bind(first + 1)}`, values, only && [...new Set([...KEYS, ...only])]);
  return pageOf(rows, { ...args, first }, (row) => encodeCursor(scope, [keyOf(row, field), row.id]), async () => {
    const [{ count }] = await ctx.db.query(`select count(*)::int as count from incident where ${where}`, counted);
    return count;
  });
}

/** The conditions of a filter, the caller's sight among them. */
export function conditions(ctx: ServiceContext, filter: IncidentFilter, bind: (value: unknown) => string): string[] {
  const { open, statuses, severities, serviceSlugs, teamSlugs, commanderId, drill, detectedFrom, detectedTo } = filter;
  const all = [visible(ctx, bind)];
  if (given(open)) all.push(`(status = any(${bind(OPEN)})) = ${bind(open)}`);
  if (given(statuses)) all.push(`status = any(${bind(statuses)})`);
  if (given(severities)) all.push(`severity = any(${bind(severities)})`);
  if (given(serviceSlugs)) all.push(`service_id in (select id from service where slug = any(${bind(limited("filter.serviceSlugs", serviceSlugs, 1_000))}))`);
  if (given(teamSlugs)) all.push(`owner_team_id in (select id from team where slug = any(${bind(limited("filter.teamSlugs", teamSlugs, 1_000))}))`);
  if (given(commanderId)) all.push(`commander_id = ${bind(id("filter.commanderId", commanderId))}`);
  if (given(drill)) all.push(`drill = ${bind(drill)}`);
  if (given(detectedFrom)) all.push(`detected_at >= ${bind(detectedFrom)}`);
  if (given(detectedTo)) all.push(`detected_at < ${bind(detectedTo)}`);
  if (given(filter.text) && filter.text.trim() !== "") {
    if (filter.text.length > LIMITS.title) throw invalid("filter.text", `filter.text has at most ${LIMITS.title} characters`);
    const pattern = bind(`%${filter.text.trim().replace(/[\\%_]/g, "\\$&")}%`);
    all.push(`(title ilike ${pattern} or description ilike ${pattern} or reference ilike ${pattern})`);
  }
  return all;
}

const keyOf = (row: IncidentEntity, field: IncidentOrder["field"]) =>
  field === "SEVERITY" ? row.severity : (field === "DETECTED_AT" ? row.detectedAt : row.updatedAt).toISOString();
