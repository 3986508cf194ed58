import { CommunicationEntity } from "../../entities/communication.entity.ts";
import { IncidentEntity } from "../../entities/incident.entity.ts";
import { HUB } from "../access/actor.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { type Deadlines, dueBy } from "../due.ts";
import { changeOf } from "../incident/change.ts";
import { columnsOf, selectOne } from "../rows.ts";
import { type Change, save } from "../timeline/record.ts";
import { hearPublication } from "./hear-publication.ts";

interface Watched extends IncidentEntity {
  communicationId: string;
}

/**
 * Notes on the entries of the plan to whom a message went: only an account that a server took a letter for was written to (product rules, section 8). Each
 * look is one statement and one event of the timeline, however many were taken since the last one.
 */
export const watchedMailings: Deadlines = {
  name: "letters to accounts",

  async upcoming({ db }, until, limit) {
    const rows: { at: Date }[] = await db.query("select due_at as at from outreach_mailing where due_at <= $1 order by due_at limit $2", [until, limit]);
    return rows.map(({ at }) => at);
  },

  async apply(ctx, limit) {
    let found = 0;
    while (found < limit && (await one(ctx))) found += 1;
    return found;
  },
};

const one = (ctx: ServiceContext): Promise<boolean> =>
  inTransaction({ ...ctx, actor: HUB }, async (tx) => {
    const [watched]: Watched[] = await tx.db.query(
      `select ${columnsOf(tx, IncidentEntity)}, due.communication_id as "communicationId" from incident
       join (select communication_id, incident_id, due_at from outreach_mailing where due_at <= coalesce($1, statement_timestamp()) order by due_at limit 20) due on due.incident_id = incident.id
       order by due.due_at limit 1 for no key update of incident skip locked`, [dueBy(ctx)]);
    if (!watched) return false;
    const { communicationId, ...incident } = watched;
    const message = await selectOne(tx, CommunicationEntity, "where id = $1", [communicationId]);
    const change = changeOf(tx, incident, tx.now(), null);
    // First, so that what is taken meanwhile is noted now, or has a further look.
    await lookAgain(tx, communicationId, dueBy(ctx));
    if (message?.publishedAt) await hearPublication(change, message, await writtenTo(change, message), "email");
    if (change.events.length > 0) await save(change);
    return true;
  });

/** Whose address a server took the letter for, and whose entry does not say so yet. */
async function writtenTo({ tx, incident }: Change, { id, audience, publishedAt }: CommunicationEntity): Promise<string[]> {
  const rows: { id: string }[] = await tx.db.query(
    `select distinct k.customer_id as id from delivery d join customer_contact k on k.email = d.address
       join affected_customer a on a.incident_id = $1 and a.customer_id = k.customer_id join customer c on c.id = a.customer_id
       left join outreach_entry e on e.incident_id = $1 and e.customer_id = k.customer_id
     where d.communication_id = $2 and d.state = 'SENT' and d.channel = 'EMAIL' and d.payload ? 'contactId' and (c.strategic or not $3)
       and (e.state is null or e.state = 'PLANNED' or (e.state = 'SENT' and e.updated_at < $4))`, [incident.id, id, audience === "STRATEGIC_ACCOUNTS", publishedAt]);
  return rows.map((row) => row.id);
}

/** Soon after the publication, then at growing distances; what is tried again after a failure may take a day. No more once nothing is open. */
async function lookAgain({ db }: ServiceContext, communicationId: string, now: Date | null): Promise<void> {
  await db.query(
    `with clock as (select coalesce($2::timestamptz, statement_timestamp()) as now),
     open as (select bool_or(state <> 'FAILED') as fresh from delivery where communication_id = $1 and state in ('PENDING', 'SENDING', 'FAILED')),
     over as (delete from outreach_mailing using open where communication_id = $1 and fresh is null)
     update outreach_mailing m set due_at = clock.now + case when fresh then least(greatest((clock.now - c.published_at) / 2, interval '1 second'), interval '15 seconds') else interval '1 minute' end
     from clock, open, communication c where m.communication_id = $1 and c.id = $1 and fresh is not null`, [communicationId, now]);
}
