import type { IncidentStatus } from "../../entities/vocabulary.ts";
import { hashOf } from "../access/secret.ts";
import type { ServiceContext } from "../context.ts";
import { notFound } from "../errors.ts";

/** A page with what is told to whoever answers it: nothing that it did not say itself. */
export interface Page {
  id: string;
  incidentId: string;
  reference: string;
  title: string;
  status: IncidentStatus;
  private: boolean;
  body: string;
  responderId: string;
  name: string;
  acknowledgedAt: Date | null;
}

type Reader = Pick<ServiceContext, "db">;

const PAGES = `select n.id, n.incident_id as "incidentId", i.reference, i.title, i.status, i.private, n.body, n.responder_id as "responderId", r.name, n.acknowledged_at as "acknowledgedAt"
  from notification n join incident i on i.id = n.incident_id join responder r on r.id = n.responder_id`;

/** The page that a link's token opens; NOT_FOUND for one that is unknown or too old. The context has to see every incident. */
export async function pageByToken(ctx: Pick<ServiceContext, "db" | "now">, token: string): Promise<Page> {
  const [page]: Page[] = await ctx.db.query(`${PAGES} join acknowledge_link l on l.notification_id = n.id where l.hash = $1 and l.expires_at > $2`, [hashOf(token), ctx.now()]);
  if (!page) throw notFound("such link any more: it has expired, or its page is gone");
  return page;
}

export async function pageById({ db }: Reader, id: string): Promise<Page> {
  const [page]: Page[] = await db.query(`${PAGES} where n.id = $1`, [id]);
  if (!page) throw notFound(`page ${id}`);
  return page;
}

/** The pages that text messages to this number were sent for and whose codes still count, newest first. */
export async function pagesByPhone(ctx: Pick<ServiceContext, "db" | "now">, phone: string): Promise<(Page & { code: string })[]> {
  const rows: (Page & { code: string })[] = await ctx.db.query(
    `select distinct on (p.id) p.*, l.code from (${PAGES}) p join acknowledge_link l on l.notification_id = p.id
     where l.expires_at > $2 and exists (select 1 from delivery d where d.notification_id = p.id and d.channel = 'SMS' and d.address = $1)
     order by p.id desc`, [phone, ctx.now()]);
  return rows;
}
