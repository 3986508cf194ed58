import type { IncidentEntity } from "../../entities/incident.entity.ts";
import type { Audience } from "../../entities/vocabulary.ts";
import { CUSTOMER_AUDIENCES } from "../clock/promise-update.ts";
import type { ServiceContext } from "../context.ts";
import { knownAs } from "./known-as.rules.ts";

export interface Told {
  /** What these customers know the incident as; its title, where nobody was told anything. */
  name: string;
  /** Some customers have read the impact as it is recorded. */
  impact: boolean;
}

interface Row {
  audience: Audience;
  subject: string | null;
  hasImpact: boolean | null;
}

const PUBLISHED = `
  select audience, subject, position($2 in regexp_replace(body, '\\s+', ' ', 'g')) > 0 as "hasImpact" from communication
  where incident_id = $1 and audience = any($3) and published_at is not null and state in ('PUBLISHED', 'SUPERSEDED') order by published_at, version`;

/** What customers have read of an incident; what was taken back does not count. */
export async function toldOf({ db }: Pick<ServiceContext, "db">, { id, title, impactDescription }: IncidentEntity, audience: Audience): Promise<Told> {
  const rows: Row[] = await db.query(PUBLISHED, [id, impactDescription?.replace(/\s+/g, " ").trim() ?? null, CUSTOMER_AUDIENCES]);
  const [entry]: { title: string }[] = await db.query("select title from status_entry where incident_id = $1", [id]);
  const own = rows.filter((row) => row.audience === audience);
  const name = knownAs({ title, entry: entry?.title ?? null, own: own.map(({ subject }) => subject), all: rows.map(({ subject }) => subject) });
  return { name, impact: rows.some(({ hasImpact }) => hasImpact) };
}
