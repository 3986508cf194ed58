import type { CommunicationEntity } from "../../entities/communication.entity.ts";
import { configuredKinds, deliver } from "../delivery/index.ts";
import { titled } from "../escalation/people.ts";
import { impactLine } from "../notification/body.rules.ts";
import { active } from "../role/role.store.ts";
import type { Change } from "../timeline/record.ts";
import { type Reached, tellPeople } from "./tell-people.ts";

const MOST = 100;

/** Into the incident's room; where there is none, to each who works on it. */
export async function tellInternally(change: Change, message: CommunicationEntity): Promise<Reached> {
  const { tx, incident } = change;
  const configured = await configuredKinds(tx);
  if (configured.size === 0) return { ways: [], notSent: ["no channel is set up"] };
  const said = [message.subject, message.body].filter(Boolean).join("\n\n");
  if (incident.private || !configured.has("SLACK")) return tellPeople(change, message, (await peopleOn(change)).map((responderId) => ({ responderId, as: "internal", text: said })));
  const { id, reference, channel, severity, title, drill } = incident;
  await deliver(tx, [{
    key: `communication/${message.id}/room`, communicationId: message.id, incidentId: id, channel: "SLACK", address: channel, priority: 1,
    subject: `${drill ? "[DRILL] " : ""}${severity} ${reference}: ${message.subject ?? title}`, text: said,
    payload: { incident: { id, reference, channel }, act: { open: { name: channel } } },
  }]);
  return { ways: ["SLACK"], notSent: [] };
}

/** Whoever has a role; of what is not private the owning team too. Vendors are not ours. */
async function peopleOn(change: Change): Promise<string[]> {
  const { tx, incident } = change;
  const holders = (await active(change)).flatMap(({ responderId, role }) => (role === "VENDOR" ? [] : [responderId]));
  const team: { id: string }[] = incident.private ? [] : await tx.db.query("select id from responder where team_id = $1 order by name limit $2", [incident.ownerTeamId, MOST]);
  return [...new Set([...holders, ...team.map(({ id }) => id)])].slice(0, MOST);
}

/** To those whom the plan names by their titles, with the business impact before all else. Of a private incident, to those who are on it. */
export async function tellExecutives(change: Change, message: CommunicationEntity): Promise<Reached> {
  const { tx, incident } = change;
  const { executives } = await change.plan();
  const named = await titled(change, executives, ["ENGINEERING_MANAGER"]);
  const lacking = executives.filter((title) => !named.some(({ as }) => as.toLowerCase() === title.toLowerCase()));
  const ids = [...new Set(named.map(({ responderId }) => responderId))];
  const onIt = incident.private ? await onPrivate(change, ids) : ids;
  const text = [`${incident.drill ? "DRILL. " : ""}${impactLine(incident)}`, message.body, `${incident.reference} ${incident.severity} ${incident.status}`].join("\n\n");
  const reached = await tellPeople(change, message, onIt.map((responderId) => ({ responderId, as: "executive", text })));
  const nobody = executives.length === 0 ? [`the plan of ${incident.severity} names no executives`] : lacking.map((title) => `nobody has the title ${title}`);
  return { ways: reached.ways, notSent: [...((await configuredKinds(tx)).size === 0 ? ["no channel is set up"] : reached.notSent), ...nobody] };
}

async function onPrivate({ tx, incident }: Change, ids: string[]): Promise<string[]> {
  const rows: { id: string }[] = await tx.db.query(
    `select id from unnest($2::uuid[]) id where exists (select 1 from incident_member m where m.incident_id = $1 and m.responder_id = id)
       or exists (select 1 from role_assignment r where r.incident_id = $1 and r.responder_id = id and r.released_at is null)`, [incident.id, ids]);
  return rows.map(({ id }) => id);
}
