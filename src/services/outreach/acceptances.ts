import { IncidentEntity } from "../../entities/incident.entity.ts";
import { HUB } from "../access/actor.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import type { Deadlines } from "../due.ts";
import { changeOf } from "../incident/change.ts";
import { listsByKey } from "../load.ts";
import { columnsOf } from "../rows.ts";
import { save } from "../timeline/record.ts";
import { hearPublication } from "./hear-publication.ts";

/** Posts in channels of accounts that Slack has and the plan does not know of yet. */
const ACCEPTED = "delivery.state = 'SENT' and delivery.payload ? 'outreach'";

interface Accepted {
  id: string;
  template: string | null;
  customerId: string;
  channel: string;
}

/** What was posted in the channels of accounts is noted on the plan once Slack has taken it: few posts, so each may be waited for. */
export const acceptances: Deadlines = {
  name: "acceptances",

  async upcoming({ db }, _until, limit) {
    const rows: { at: Date }[] = await db.query(`select accepted_at as at from delivery where ${ACCEPTED} limit $1`, [limit]);
    return rows.map(({ at }) => at);
  },

  apply: (ctx, limit) =>
    inTransaction({ ...ctx, actor: HUB }, async (tx) => {
      const incidents: IncidentEntity[] = await tx.db.query(
        `select ${columnsOf(tx, IncidentEntity)} from incident where id in (select incident_id from delivery where ${ACCEPTED}) order by id limit $1 for no key update skip locked`, [limit]);
      for (const incident of incidents) await note(tx, incident);
      return incidents.length;
    }),
};

async function note(tx: ServiceContext, incident: IncidentEntity): Promise<void> {
  const change = changeOf(tx, incident, tx.now(), null);
  const accepted: Accepted[] = await tx.db.query(
    `with noted as (
       update delivery set payload = payload - 'outreach' from (select id, payload -> 'outreach' as told from delivery where incident_id = $1 and ${ACCEPTED} order by id for update) taken
       where delivery.id = taken.id returning delivery.communication_id, taken.told)
     select c.id, c.template, told."customerId", told.channel from noted join communication c on c.id = noted.communication_id,
       jsonb_to_recordset(noted.told) told("customerId" uuid, channel text) order by c.published_at, c.id, told.channel`, [incident.id]);
  for (const [, ofOne] of listsByKey(accepted, ({ id, channel }) => `${id} ${channel}`)) {
    const [{ id, template, channel }] = ofOne as [Accepted, ...Accepted[]];
    await hearPublication(change, { id, template, channel }, [...new Set(ofOne.map(({ customerId }) => customerId))], channel);
  }
  await save(change);
}
