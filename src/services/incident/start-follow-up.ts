import * as clocks from "../clock/index.ts";
import { CUSTOMER_AUDIENCES } from "../clock/promise-update.ts";
import type { Change } from "../timeline/record.ts";

/**
 * What is promised once the impact has ended: the e-mail to all affected where anything was published, a call to each
 * strategic account, and the end of the regression watch (product rules, sections 5 and 10).
 */
export async function startFollowUp(change: Change): Promise<void> {
  const { tx, incident, policy } = change;
  const from = incident.resolvedAt ?? change.at;
  const { resolutionEmailWithin } = (await policy()).document.clocks;
  const published = await tx.db.query("select 1 from communication where incident_id = $1 and published_at is not null and audience = any($2) limit 1", [incident.id, CUSTOMER_AUDIENCES]);
  const until = incident.verification?.regressionWatchUntil;
  await clocks.start(change, [
    ...(published.length > 0 ? [{ kind: "RESOLUTION_EMAIL" as const, from, due: resolutionEmailWithin }] : []),
    ...(until ? [{ kind: "REGRESSION_WATCH" as const, from, due: new Date(until) }] : []),
  ]);
  await startCalls(change);
}

/** A call to each strategic account that none is promised to since the resolution, be it known only later that it was hit. */
export async function startCalls(change: Change): Promise<void> {
  const { tx, incident, policy } = change;
  const { resolvedAt: from } = incident;
  if (!from) return;
  const { csmCallWithin: due } = (await policy()).document.clocks;
  const strategic: { subject: string }[] = await tx.db.query(
    `select c.external_id as subject from affected_customer a join customer c on c.id = a.customer_id
     where a.incident_id = $1 and c.strategic and not exists (
       select 1 from clock where incident_id = $1 and kind = 'CSM_CALL' and subject = c.external_id and stopped_at is null and started_at >= $2) order by 1`,
    [incident.id, from],
  );
  await clocks.start(change, strategic.map(({ subject }) => ({ kind: "CSM_CALL", from, due, subject })));
}
