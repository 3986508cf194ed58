import { createHash } from "node:crypto";
import type { ServiceContext } from "../context.ts";
import type { Actor } from "./actor.ts";
import { may } from "./access.rules.ts";

interface Sights {
  id: string;
  /** Private incidents that are open to the caller, and incidents to which they are a vendor. */
  privates: string[] | null;
  vendor: string[] | null;
}

/**
 * What each caller may see, in a word that is the same for all who may see the same: role, scopes, binding, the private
 * incidents one is on, and those to which one is a vendor. Live groups share by it, and it is asked anew while they follow.
 */
export async function viewsOf({ db }: Pick<ServiceContext, "db">, actors: readonly Actor[]): Promise<Map<Actor, string>> {
  const narrowed = actors.filter((actor) => !may(actor, "incident:private"));
  const rows: Sights[] = narrowed.length === 0 ? [] : await db.query(SIGHTS, [narrowed.map(({ id }) => id), narrowed.map(({ responderId }) => responderId)]);
  const sights = new Map(rows.map((row) => [row.id, row]));
  return new Map(actors.map((actor) => [actor, wordFor(actor, sights.get(actor.id))]));
}

/** On its other roles hangs where a vendor is no more than that. */
const AS_WHAT = "r.incident_id::text || r.role || coalesce(r.released_at::text, '')";
const SIGHTS = `
  select a.id,
    (select array_agg(i.id::text order by i.id) from incident i where i.private and (i.declared_by in (a.id, a.responder_id::text)
       or exists (select 1 from role_assignment r where r.incident_id = i.id and r.responder_id = a.responder_id and r.released_at is null)
       or exists (select 1 from incident_member m where m.incident_id = i.id and m.responder_id = a.responder_id))) as privates,
    (select array_agg(distinct ${AS_WHAT} order by ${AS_WHAT})
       from role_assignment r where r.responder_id = a.responder_id
       and exists (select 1 from role_assignment v where v.responder_id = a.responder_id and v.role = 'VENDOR')) as vendor
  from unnest($1::text[], $2::uuid[]) as a(id, responder_id)`;

function wordFor({ role, scopes, binding }: Actor, sights: Sights | undefined): string {
  const word = JSON.stringify([role, [...scopes].sort(), binding ?? null, sights?.privates ?? [], sights?.vendor ?? []]);
  return createHash("sha256").update(word).digest("base64url");
}
