import { configuredKinds, deliver } from "../delivery/index.ts";
import { bodyOf } from "../notification/body.rules.ts";
import { active } from "../role/role.store.ts";
import type { Change } from "../timeline/record.ts";

/** As many as one invitation takes. */
const MOST_INVITED = 100;

/**
 * Opens the incident's room in the chat, or finds it, and asks in the owning team and whoever has a role: one room from
 * declaration on, and a raise only invites (product rules, section 4). A private incident has none: everybody in the
 * workspace could read along.
 */
export async function callToRoom(change: Change, text: string): Promise<void> {
  const { tx, incident, events } = change;
  if (incident.private || !(await configuredKinds(tx)).has("SLACK")) return;
  const { id, reference, title, severity, channel, drill, bridgeUrl } = incident;
  const holders = (await active(change)).map(({ responderId }) => responderId);
  const rows: { who: string }[] = await tx.db.query(
    `select coalesce((select m->>'address' from jsonb_array_elements(contact_methods) m where m->>'channel' = 'SLACK' limit 1), email) as who
     from responder where team_id = $1 or id = any($2) order by name limit $3`, [incident.ownerTeamId, holders, MOST_INVITED]);
  const about = `${drill ? "Drill: " : ""}${severity} ${reference}: ${title}`;
  await deliver(tx, [{
    key: `room/${id}/${events.at(-1)?.revision ?? incident.revision}`, channel: "SLACK", address: channel, incidentId: id, priority: 1, subject: about,
    text: bodyOf(incident, `${text}${bridgeUrl ? ` Bridge: ${bridgeUrl}` : ""}`, []),
    payload: { incident: { id, reference, channel }, act: { open: { name: channel, topic: about, invite: rows.map(({ who }) => who) }, post: { button: `incident:${id}` } } },
  }]);
}
