import { refuseVendor } from "../access/vendor.ts";
import { actionsOf } from "../action/index.ts";
import { open } from "../clock/index.ts";
import * as communications from "../communication/index.ts";
import type { ServiceContext } from "../context.ts";
import * as incidents from "../incident/index.ts";
import * as outreach from "../outreach/index.ts";
import { pinnedOf } from "../timeline/index.ts";
import { report, type ReportFacts } from "./report.rules.ts";

/** The report of an incident by its reference; null where the caller may not see it. */
export async function incidentReport(ctx: ServiceContext, reference: string): Promise<ReturnType<typeof report> | null> {
  const incident = await incidents.find(ctx, { reference });
  if (!incident) return null;
  await refuseVendor(ctx, incident.id);
  const [promise] = await open({ tx: ctx, incident }, ["NEXT_UPDATE"]);
  return report({
    incident,
    service: (await ctx.db.query("select slug from service where id = $1", [incident.serviceId]))[0]?.slug ?? null,
    team: await teamOf(ctx, incident.id),
    events: (await pinnedOf(ctx, incident.id)).map(({ occurredAt, summary, amendedSummary, actorLabel, actorName }) => ({
      occurredAt, summary: amendedSummary ?? summary, actor: actorLabel ?? actorName,
    })),
    messages: await communications.standingOf(ctx, incident.id),
    strategicReached: await outreach.strategicReached(ctx, incident.id),
    nextUpdateAt: promise?.dueAt ?? null,
    actions: (await actionsOf(ctx, [incident.id], { open: null })).get(incident.id) ?? [],
    postMortemDueAt: (await incidents.postMortemDue(ctx, incident)).dueAt,
  });
}

function teamOf({ db }: ServiceContext, incidentId: string): Promise<ReportFacts["team"]> {
  return db.query(
    `select a.role, r.name, t.name as team, a.accepted_at is not null as accepted
     from role_assignment a join responder r on r.id = a.responder_id left join team t on t.id = r.team_id
     where a.incident_id = $1 and a.released_at is null order by a.assigned_at, a.id`,
    [incidentId],
  );
}
