import { configuredKinds, deliver } from "../delivery/index.ts";
import { impactLine } from "../notification/body.rules.ts";
import { active } from "../role/role.store.ts";
import type { Change } from "../timeline/record.ts";

/**
 * Opens the incident's room in the chat, or finds it, and asks in whoever has a role: one room from declaration on, and a
 * raise only invites (product rules, section 4). A private incident has none: its name alone would tell of it.
 */
export async function callToRoom(change: Change, text: string): Promise<void> {
  const { tx, incident, events } = change;
  if (incident.private || !(await configuredKinds(tx)).has("SLACK")) return;
  const people = (await active(change)).map(({ responderId }) => responderId);
  const rows: { email: string }[] = await tx.db.query("select email from responder where id = any($1) order by email", [people]);
  const bridge = incident.bridgeUrl ? ` Bridge: ${incident.bridgeUrl}` : "";
  await deliver(tx, [{
    key: `room/${incident.id}/${events.at(-1)?.revision ?? incident.revision}`, channel: "SLACK", address: incident.channel, incidentId: incident.id, priority: 1,
    subject: `${incident.reference} ${incident.title}`,
    text: `${impactLine(incident)}\n${incident.reference} ${incident.severity} ${incident.status}: ${incident.title}\n${text}${bridge}`,
    payload: {
      incident: { id: incident.id, reference: incident.reference, channel: incident.channel },
      act: { open: { name: incident.channel, topic: `${incident.severity} ${incident.title}`, invite: rows.map(({ email }) => email) } },
    },
  }]);
}
