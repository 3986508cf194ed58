import { EscalationEntity } from "../../entities/escalation.entity.ts";
import { IncidentEntity } from "../../entities/incident.entity.ts";
import { HUB } from "../access/actor.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { type Deadlines, dueBy } from "../due.ts";
import { changeOf } from "../incident/change.ts";
import { columnsOf, selectOne } from "../rows.ts";
import { save } from "../timeline/record.ts";
import { step } from "./step.ts";

/** Each step reads and writes a good deal; more at once would hold locks for long. */
const AT_ONCE = 20;

/** The steps of escalations: what nobody acknowledged, and what was acknowledged and left. */
export const dueSteps: Deadlines = {
  name: "escalations",

  async upcoming({ db }, until, limit) {
    const rows: { at: Date }[] = await db.query("select next_step_at as at from escalation where next_step_at <= $1 order by 1 limit $2", [until, limit]);
    return rows.map(({ at }) => at);
  },

  apply: (ctx, limit) =>
    inTransaction({ ...ctx, actor: HUB }, async (outer) => {
      const most = Math.min(limit, AT_ONCE);
      const incidents = await lockDue(outer, most);
      for (const { now, ...incident } of incidents) {
        const tx = { ...outer, now: () => now };
        const escalation = await selectOne(tx, EscalationEntity, "where incident_id = $1 and next_step_at <= $2 order by next_step_at limit 1", [incident.id, now]);
        if (!escalation) continue;
        const change = changeOf(tx, incident, now, null);
        await step(change, escalation);
        await save(change);
      }
      return incidents.length < most ? incidents.length : limit;
    }),
};

/** The incident before its escalation, as every verb locks; those that another is at come with the next look. */
function lockDue(tx: ServiceContext, limit: number): Promise<(IncidentEntity & { now: Date })[]> {
  return tx.db.query(
    `select ${columnsOf(tx, IncidentEntity)}, coalesce($1::timestamptz, statement_timestamp()) as now from incident
     where id in (select incident_id from escalation where next_step_at <= coalesce($1::timestamptz, statement_timestamp()) order by next_step_at limit $2)
     order by id for no key update of incident skip locked`, [dueBy(tx), limit]);
}
