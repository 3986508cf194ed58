import type { ServiceContext } from "../context.ts";
import type { Candidate } from "../directory/list.ts";
import { type DomainError, invalid } from "../errors.ts";
import type { ServiceDraft } from "./check-service.ts";
import { findCircles } from "./service.rules.ts";

/**
 * Of the services on their way, those that would close a circle, by id. Asked under the lock of the directory, so that
 * two writers cannot close one together.
 */
export async function refuseCircles({ db }: ServiceContext, rows: readonly Candidate[]): Promise<Map<string, DomainError>> {
  const changed = rows.filter(({ draft }) => (draft as ServiceDraft).dependsOn);
  const refused = new Map<string, DomainError>();
  if (changed.length === 0) return refused;
  const stored: { slug: string; dependsOn: string[] }[] = await db.query(
    `select s.slug, array_agg(d.slug) as "dependsOn" from service s
     join service_dependency on service_id = s.id join service d on d.id = depends_on_id where not s.id = any($1) group by s.id`,
    [changed.map(({ id }) => id)],
  );
  // The changed ones first, so that a path begins with one of them.
  const edges = new Map(changed.map(({ key, draft }) => [key, (draft as ServiceDraft).dependsOn ?? []]));
  for (const { slug, dependsOn } of stored) edges.set(slug, dependsOn);
  const ids = new Map(changed.map(({ key, id }) => [key, id]));
  for (const path of findCircles(edges)) {
    for (const id of path.flatMap((slug) => ids.get(slug) ?? [])) refused.set(id, circle(path));
  }
  return refused;
}

const circle = (path: string[]): DomainError => invalid("dependsOn", `Services cannot depend on each other in a circle: ${path.join(" -> ")}`, { path });
