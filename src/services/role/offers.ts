import type { IncidentRole } from "../../entities/vocabulary.ts";
import type { ServiceContext } from "../context.ts";
import { onCallOn } from "../oncall/on-call-on.ts";

interface Offer {
  responderId: string | null;
  scheduleId: string | null;
}

export interface Offered {
  role: IncidentRole;
  /** Whether the team itself names somebody; else it is what exactly one other team offers. */
  isOwn: boolean;
  /** The person named, or all who are on call on the schedule now, first to be paged first; none if nobody is. */
  people: string[];
}

/** Who stands behind each role (null: every role that a team names) now: by the team's word, and where it has none by that of exactly one other team. */
export async function offersFor(tx: ServiceContext, teamId: string | null, roles: readonly IncidentRole[] | null = null): Promise<Offered[]> {
  const rows: { role: IncidentRole; own: Offer | null; offers: Offer[] }[] = await tx.db.query(
    `select role, jsonb_agg(offer) filter (where team_id = $1) -> 0 as own, jsonb_agg(distinct offer) as offers
     from (select role, team_id, jsonb_build_object('responderId', responder_id, 'scheduleId', schedule_id) as offer from team_role
           where $2::text[] is null or role = any($2)) t
     group by role`,
    [teamId, roles],
  );
  const chosen = rows.flatMap(({ role, own, offers }) => {
    const offer = own ?? (offers.length === 1 ? offers[0] : undefined);
    return offer ? [{ role, isOwn: own !== null, offer }] : [];
  });
  const onCall = await onCallOn(tx, chosen.flatMap(({ offer }) => offer.scheduleId ?? []), tx.now());
  return chosen.map(({ role, isOwn, offer }) => ({
    role, isOwn, people: offer.responderId ? [offer.responderId] : (onCall.get(offer.scheduleId as string) ?? []),
  }));
}
