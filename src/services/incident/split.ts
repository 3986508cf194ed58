import type { IncidentEntity } from "../../entities/incident.entity.ts";
import type { ServiceContext } from "../context.ts";
import { conflict, invalid } from "../errors.ts";
import { LIMITS, list, text } from "../input.ts";
import { record } from "../timeline/record.ts";
import { changeIncident, type ChangeInput } from "./change.ts";
import { declareWithin } from "./declare.ts";
import { isOpen } from "./incident.rules.ts";

export interface SplitIncident extends ChangeInput {
  titles: string[];
}

/** Opens one component incident per title under a system-wide one, with its severity, owner and privacy. */
export function split(ctx: ServiceContext, input: SplitIncident): Promise<IncidentEntity> {
  return changeIncident(ctx, { name: "splitIncident" }, input, async (change) => {
    const { tx, incident } = change;
    if (!isOpen(incident)) throw conflict(`The incident is ${incident.status}; only an open one can be split`);
    if (incident.parentId) throw conflict("The incident is a component of another already");
    const titles = list("titles", input.titles, 20).map((title) => text("titles", title, LIMITS.title));
    if (titles.length === 0) throw invalid("titles", "Name at least one component");
    const owner = incident.ownerTeamId && (await tx.db.query("select slug from team where id = $1", [incident.ownerTeamId]))[0]?.slug;
    const references: string[] = [];
    for (const title of titles) {
      const child = await declareWithin(tx, {
        title, source: incident.source, ownerTeamSlug: owner, severity: incident.severity, reason: `Component of ${incident.reference}`,
        detectedAt: incident.detectedAt, drill: incident.drill, private: incident.private, actorLabel: input.actorLabel ?? null,
      }, { parentId: incident.id });
      references.push(child.reference);
    }
    record(change, { kind: "LINKED", summary: `Split into ${references.join(", ")}`, details: { children: references } });
  });
}
