import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { INCIDENT_ROLES, SEVERITIES } from "../../src/entities/vocabulary.ts";
import { postUpdate, publishCommunication } from "../../src/services/communication/index.ts";
import { DomainError } from "../../src/services/errors.ts";
import { acknowledge, escalate } from "../../src/services/escalation/index.ts";
import { changeAffectedCustomers, recordImpact } from "../../src/services/impact/index.ts";
import * as incidents from "../../src/services/incident/index.ts";
import { assignRole, handOffRoles, releaseRole } from "../../src/services/role/index.ts";
import { changeSeverity } from "../../src/services/severity/index.ts";
import { addEvent } from "../../src/services/timeline/index.ts";
import { aContext, anIncident, aResponder, aTeam, at, later, someCustomers } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";
import { OVERRIDE } from "../support/incident.ts";

const { source } = useDatabase();
const ctx = aContext(source.manager);
const people: string[] = [];
const accounts: string[] = [];

beforeAll(async () => {
  for (const _ of [1, 2, 3]) people.push((await aResponder(ctx)).id);
  for (const strategic of [true, false]) accounts.push(...(await someCustomers(ctx, 2, { strategic })).map(({ externalId }) => externalId));
  await aTeam(ctx, { slug: "owners" }, { ENGINEERING_ON_CALL: people[0]!, CS_LIAISON: people[1]! });
});

/** One thing that somebody does; what a verb does not need it leaves alone. */
const anAct = fc.record({
  verb: fc.constantFrom("triage", "mitigate", "resolve", "resolve", "postMortem", "close", "close", "reopen", "cancel", "merge", "split", "severity", "impact", "customers", "assign", "release", "handOff", "event", "escalate", "acknowledge", "publish", "update"),
  one: fc.nat(1), other: fc.nat(1), person: fc.nat(2), next: fc.nat(2), minutes: fc.constantFrom(0, 0.5, 7, 20, 300), ago: fc.constantFrom(null, null, -0.9, 5, 60),
  severity: fc.constantFrom(...SEVERITIES), role: fc.constantFrom("INCIDENT_COMMANDER", "INCIDENT_COMMANDER", ...INCIDENT_ROLES), accepted: fc.boolean(),
  featureState: fc.constantFrom(null, "UP", "DOWN"), expanding: fc.boolean(), customersStated: fc.constantFrom(null, 0, 60), account: fc.nat(3),
  audience: fc.constantFrom("STATUS_PAGE", "AFFECTED_CUSTOMERS", "INTERNAL"), status: fc.constantFrom(null, "MITIGATING", "RESOLVED"), spoken: fc.boolean(),
});
type Act = ReturnType<typeof anAct.generate>["value"];

async function perform(act: Act, minute: number, ids: string[]): Promise<unknown> {
  const now = later(ctx, minute);
  const input = { incidentId: ids[act.one]!, ...(act.ago === null ? {} : { occurredAt: at(minute - act.ago) }) };
  const [responderId, account] = [people[act.person]!, accounts[act.account]!];
  const publicBody = act.spoken ? "Exports fail. Next update in 30 minutes." : null;
  switch (act.verb) {
    case "triage": return incidents.triage(now, { ...input, ...(act.accepted ? { ownerTeamSlug: "owners" } : { commanderId: responderId }), impact: { featureState: act.featureState } });
    case "mitigate": return incidents.startMitigation(now, { ...input, reason: "It goes on" });
    case "resolve": return incidents.resolve(now, { ...input, ...OVERRIDE });
    case "postMortem": return incidents.startPostMortem(now, input);
    case "close": return incidents.close(now, input);
    case "reopen": return incidents.reopen(now, { ...input, reason: "It is back" });
    case "cancel": return incidents.cancel(now, input);
    case "merge": return incidents.merge(now, { ...input, intoId: ids[act.other]! });
    case "split": return incidents.split(now, { ...input, titles: ["A part"] });
    case "severity": return changeSeverity(now, { ...input, severity: act.severity, reason: "So it is" });
    case "impact": return recordImpact(now, { ...input, impact: { featureState: act.featureState, expanding: act.expanding, customersStated: act.customersStated } });
    case "customers": return changeAffectedCustomers(now, { ...input, ...(act.accepted ? { add: [account] } : { remove: [account] }) });
    case "assign": return assignRole(now, { ...input, role: act.role, responderId, accepted: act.accepted });
    case "release": return releaseRole(now, { ...input, role: act.role, responderId });
    case "handOff": return handOffRoles(now, { fromResponderId: responderId, toResponderId: people[act.next]!, incidentIds: [input.incidentId] });
    case "event": return addEvent(now, { ...input, kind: act.spoken ? "UPDATE" : "EVIDENCE", summary: "So it is" });
    case "escalate": return escalate(now, { ...input, trigger: "MANUAL", reason: "More hands" });
    case "acknowledge": return acknowledge(now, { ...input, responderId });
    case "publish": return publishCommunication(now, { ...input, audience: act.audience, body: "Exports fail. Next update in 30 minutes." });
    case "update": return postUpdate(now, { ...input, status: act.status, note: "So it is", publicBody });
  }
}

/** Rows that should not be there, whatever has happened. */
const WRONG = {
  "a gap in the timeline": "select incident_id from timeline_event group by 1 having max(revision) <> count(*)",
  "a revision that is not the last event's": "select id from incident where revision <> (select max(revision) from timeline_event where incident_id = id)",
  "a commander who is none": `select i.id from incident i left join role_assignment r on r.incident_id = i.id and r.role = 'INCIDENT_COMMANDER' and r.accepted_at is not null
    and r.released_at is null where i.commander_id is distinct from r.responder_id`,
  "a role on what has ended": "select i.id from incident i join role_assignment r on r.incident_id = i.id and r.released_at is null where status in ('CLOSED', 'CANCELLED')",
  "a resolution that does not fit the status": "select id from incident where (resolved_at is not null) <> (status in ('RESOLVED', 'POST_MORTEM', 'CLOSED'))",
  "a promise of the work that runs after it": `select c.id from clock c join incident i on i.id = c.incident_id where met_at is null and stopped_at is null and status not in ('DETECTED', 'TRIAGED', 'MITIGATING')
    and kind not in ('POST_MORTEM', 'RESOLUTION_EMAIL', 'CSM_CALL', 'REGRESSION_WATCH')`,
  "work without a deadline": `select id from incident where status in ('DETECTED', 'TRIAGED', 'MITIGATING')
    and not exists (select 1 from clock where incident_id = incident.id and kind = 'RESOLVE' and met_at is null and stopped_at is null)`,
  "ownership that is or is not asked for": `select i.id from incident i where status in ('DETECTED', 'TRIAGED', 'MITIGATING') and (commander_id is null and owner_team_id is null)
    <> exists (select 1 from clock where incident_id = i.id and kind = 'OWNERSHIP' and met_at is null and stopped_at is null)`,
  "a post-mortem that is owed without a promise": `select id from incident where status in ('RESOLVED', 'POST_MORTEM') and post_mortem_owed
    <> exists (select 1 from clock where incident_id = incident.id and kind = 'POST_MORTEM' and stopped_at is null and started_at = resolved_at)`,
  "a strategic account that nobody calls": `select i.id from incident i join affected_customer a on a.incident_id = i.id join customer c on c.id = a.customer_id and c.strategic where i.status = 'RESOLVED'
    and not exists (select 1 from clock k where k.incident_id = i.id and k.kind = 'CSM_CALL' and k.subject = c.external_id and k.stopped_at is null)`,
  "a count that is not the rows'": "select id from incident where customers_counted <> (select count(*) from affected_customer where incident_id = id)",
  "a severity that is not the history's last": "select id from incident where severity <> severity_history -> -1 ->> 'severity'",
};

test.each(fc.sample(fc.array(anAct, { minLength: 60, maxLength: 60 }), { seed: 2, numRuns: 6 }).map((acts, run) => [run + 1, acts] as const))(
  "whatever people do and in whatever order, it is done or refused, and the records agree (%i)",
  async (_, acts) => {
    const ids = [(await anIncident(ctx)).id, (await anIncident(ctx, { detectedAt: at(0.9) })).id];
    let minute = 0;
    for (const act of acts) {
      minute += act.minutes;
      await perform(act, minute, ids).catch((error: unknown) => expect(error).toBeInstanceOf(DomainError));
    }
    const found: Record<string, unknown> = {};
    for (const [what, sql] of Object.entries(WRONG)) found[what] = await source.query(sql);
    expect(found).toEqual(Object.fromEntries(Object.keys(WRONG).map((what) => [what, []])));
  },
);
