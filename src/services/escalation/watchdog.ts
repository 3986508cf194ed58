import { HUB } from "../access/actor.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { changeOf } from "../incident/change.ts";
import { isOpen } from "../incident/incident.rules.ts";
import { IncidentEntity } from "../../entities/incident.entity.ts";
import { select } from "../rows.ts";
import { record, save } from "../timeline/record.ts";
import { stop } from "./stop.ts";

export interface Watched {
  /** Escalations that run. */
  running: number;
  /** Of those, how many had neither a step ahead nor an end, and have one now. */
  repaired: number;
  /** Whose step is overdue: nobody does the work. */
  late: number;
}

/** Every running escalation has a step ahead or an end; what has neither is repaired, and said. */
export function watch(ctx: ServiceContext, lateAfterSeconds: number): Promise<Watched> {
  return inTransaction({ ...ctx, actor: HUB }, async (tx) => {
    const broken = await select(tx, IncidentEntity,
      `where id in (select e.incident_id from escalation e join incident i on i.id = e.incident_id where e.acknowledged_at is null and e.stopped_at is null
         and (e.next_step_at is null or i.status not in ('DETECTED', 'TRIAGED', 'MITIGATING')) limit 100) order by id for no key update of incident skip locked`);
    for (const incident of broken) {
      const change = changeOf(tx, incident, tx.now(), null);
      const isOver = !isOpen(incident);
      if (isOver) await stop(change, `The incident is ${incident.status}`);
      else await tx.db.query("update escalation set next_step_at = $2 where incident_id = $1 and acknowledged_at is null and stopped_at is null", [incident.id, tx.now()]);
      record(change, { kind: "ESCALATION", summary: isOver ? "An escalation ran on after its incident; it was ended" : "An escalation had no next step; it steps now", details: { watchdog: true } });
      await save(change);
    }
    const [counts] = await tx.db.query(
      `select count(*) filter (where acknowledged_at is null)::int as running, count(*) filter (where next_step_at < $1::timestamptz - $2 * interval '1 second')::int as late
       from escalation where stopped_at is null and (acknowledged_at is null or next_step_at is not null)`, [tx.now(), lateAfterSeconds]);
    return { ...counts, repaired: broken.length };
  });
}
