import { IncidentEntity } from "../../entities/incident.entity.ts";
import { HUB } from "../access/actor.ts";
import * as clocks from "../clock/index.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import type { Deadlines } from "../due.ts";
import { changeOf } from "../incident/change.ts";
import { columnsOf } from "../rows.ts";
import { record, save } from "../timeline/record.ts";

/** The resolution went out to all affected: each of its e-mails was accepted or given up, and not all of them given up. */
const DONE = `
  from clock join communication on communication.incident_id = clock.incident_id and communication.audience = 'AFFECTED_CUSTOMERS'
    and communication.state = 'PUBLISHED' and communication.public_state = 'RESOLVED' and communication.published_at >= clock.started_at
  where clock.kind = 'RESOLUTION_EMAIL' and clock.met_at is null and clock.stopped_at is null
    and exists (select 1 from delivery where communication_id = communication.id and state = 'SENT')
    and not exists (select 1 from delivery where communication_id = communication.id and state in ('PENDING', 'SENDING', 'FAILED'))`;

interface Mailed extends IncidentEntity {
  communicationId: string;
}

/**
 * The e-mail to all affected is a promise until the last of them is out: it is kept when the last one was accepted, not
 * when somebody pressed the button (product rules, section 5, RESOLUTION_EMAIL).
 */
export const mailings: Deadlines = {
  name: "mailings",

  async upcoming({ db }, _until, limit) {
    const rows: { at: Date }[] = await db.query(`select communication.published_at as at ${DONE} limit $1`, [limit]);
    return rows.map(({ at }) => at);
  },

  apply: (ctx, limit) =>
    inTransaction({ ...ctx, actor: HUB }, async (tx) => {
      const incidents: Mailed[] = await tx.db.query(
        `select ${columnsOf(tx, IncidentEntity)}, done.communication_id as "communicationId" from incident
         join (select communication.incident_id, communication.id as communication_id ${DONE}) done on done.incident_id = incident.id
         order by incident.id limit $1 for no key update of incident skip locked`, [limit]);
      for (const { communicationId, ...incident } of incidents) await keep(tx, incident, communicationId);
      return incidents.length;
    }),
};

async function keep(tx: ServiceContext, incident: IncidentEntity, communicationId: string): Promise<void> {
  const [{ at, sent, lost }]: [{ at: Date; sent: number; lost: number }] = await tx.db.query(
    `select max(accepted_at) as at, count(*) filter (where state = 'SENT')::int as sent, count(*) filter (where state = 'DEAD')::int as lost
     from delivery where communication_id = $1`, [communicationId]);
  const change = changeOf(tx, incident, tx.now(), null);
  // Another hub may have kept it since the clock was read, which the lock on the incident does not show.
  if ((await clocks.meet(change, ["RESOLUTION_EMAIL"], at)) === 0) return;
  const refused = lost > 0 ? `, ${lost} could not be delivered` : "";
  record(change, { kind: "COMMUNICATION", occurredAt: at, summary: `The resolution was sent to all affected: ${sent} e-mail${sent === 1 ? "" : "s"} accepted${refused}`, details: { communicationId, sent, lost } });
  await save(change);
}
