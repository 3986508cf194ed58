import type { Audience, PublicState } from "../../entities/vocabulary.ts";
import type { Change } from "../timeline/record.ts";
import { tellsEta } from "./tells-eta.rules.ts";

interface Row {
  body: string;
  publicState: PublicState | null;
  publishedAt: Date;
  /** The ETA that was on record as it went out. */
  eta: string | null;
}

const MOST = 50;

const PUBLISHED = `
  select c.body, c.public_state as "publicState", c.published_at as "publishedAt",
    (select m.details->>'eta' from timeline_event m where m.incident_id = $1 and m.kind = 'MITIGATION' and m.details ? 'eta' and m.revision < e.revision order by m.revision desc limit 1) as eta
  from communication c join timeline_event e on e.incident_id = c.incident_id and e.kind = 'COMMUNICATION' and e.details->>'communicationId' = c.id::text
  where c.incident_id = $1 and c.audience = $2 and c.state in ('PUBLISHED', 'SUPERSEDED') order by e.revision desc limit ${MOST}`;

/** The ETA that an audience was last given, by the words that it read; null where it was given none, or has heard since while there was none. */
export async function toldEta({ tx, incident }: Pick<Change, "tx" | "incident">, audience: Audience): Promise<Date | null> {
  const rows: Row[] = await tx.db.query(PUBLISHED, [incident.id, audience]);
  for (const { body, publicState, publishedAt, eta } of rows) {
    if (eta === null || publicState === "RESOLVED") return null;
    if (tellsEta(body, new Date(eta), publishedAt)) return new Date(eta);
  }
  return null;
}
