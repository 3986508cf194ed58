import { StatusEntryEntity } from "../../entities/status-entry.entity.ts";
import { COMPONENT_STATES, type ComponentState, type StatusImpact } from "../../entities/vocabulary.ts";
import { publicWords } from "../guardrail/guard.ts";
import type { ServiceContext } from "../context.ts";
import { conflict, invalid, notFound } from "../errors.ts";
import { changeIncident, type ChangeInput } from "../incident/change.ts";
import { given, LIMITS } from "../input.ts";
import { selectOne } from "../rows.ts";
import { record } from "../timeline/record.ts";
import { componentIds } from "../status-page/check-page.ts";
import { lockComponents } from "./concerned.ts";
import { restate } from "../status-component/hold.ts";
import { impactOf, worstOf } from "../status-component/state.rules.ts";
import { writeEntry } from "./write-entry.ts";

export interface UpdateStatusEntry extends ChangeInput {
  title?: string | null;
  impact?: StatusImpact | null;
  startedAt?: Date | null;
  components?: readonly { component: string; state: ComponentState }[] | null;
}

/**
 * A person's word on an incident's entry: its title, how much it takes away, since when, and its components with their
 * states while it is open, in place of those that follow from the incident. Publications leave these alone from then on.
 * Of one that has ended they are what it was about, from its beginning to its end.
 */
export function updateEntry(ctx: ServiceContext, input: UpdateStatusEntry): Promise<StatusEntryEntity> {
  return changeIncident(ctx, { name: "updateStatusEntry", needs: "communication:publish" }, input, async (change) => {
    const { tx, incident, now } = change;
    const before = await selectOne(tx, StatusEntryEntity, "where incident_id = $1 for no key update", [incident.id]);
    if (!before) throw incident.drill || incident.private ? conflict("Drills and private incidents are never on a status page") : notFound("entry of this incident on the status page; publish to STATUS_PAGE first", "incidentId");
    const chosen = await chosenOf(tx, input.components);
    const known = await lockComponents(tx, chosen?.map(({ componentId }) => componentId) ?? [], before.id);
    const components = chosen ?? known.flatMap(({ componentId, was }) => (was ? [{ componentId, state: was }] : []));
    const startedAt = given(input.startedAt) ? begun(input.startedAt, before, now) : before.startedAt;
    const entry = {
      ...before, startedAt, updatedAt: now, title: given(input.title) ? await publicWords(tx, "title", input.title, LIMITS.title, incident) : before.title, componentsByHand: before.componentsByHand || chosen !== null,
      impact: input.impact ?? (chosen ? impactOf(worstOf(chosen.map(({ state }) => state))) : before.impact),
    };
    const written = await writeEntry(tx, { before, entry, update: null, known, components });
    if (before.resolvedAt && chosen) await restate(tx, before.id, chosen, startedAt as Date, before.resolvedAt);
    // What it held from its beginning on, it held from there.
    else if (startedAt !== before.startedAt) await tx.db.query("update status_hold set from_at = least($2::timestamptz, coalesce(until_at, $2)) where entry_id = $1 and from_at = $3", [before.id, startedAt, before.startedAt]);
    record(change, { kind: "COMMUNICATION", occurredAt: now, summary: `Changed on the status page: ${told(input, before)}`, details: { statusEntryId: before.id } });
    return () => written;
  });
}

async function chosenOf(tx: ServiceContext, components: UpdateStatusEntry["components"]) {
  if (!given(components)) return null;
  const slugs = components.map(({ component }) => component);
  if (new Set(slugs.map((slug) => slug.trim())).size !== slugs.length) throw invalid("components", "Name each component once");
  const ids = await componentIds(tx, "components", slugs);
  return ids.map((componentId, at) => ({ componentId, state: components[at]?.state ?? COMPONENT_STATES[0] }));
}

function begun(startedAt: Date, { resolvedAt }: StatusEntryEntity, now: Date): Date {
  if (startedAt > (resolvedAt ?? now)) throw invalid("startedAt", resolvedAt ? "startedAt lies after the end of the entry" : "startedAt lies in the future");
  return startedAt;
}

function told({ title, impact, startedAt, components }: UpdateStatusEntry, before: StatusEntryEntity): string {
  const parts = [
    given(title) && `title "${before.title}" to "${title.trim()}"`, given(impact) && `impact ${impact}`, given(startedAt) && `since ${startedAt.toISOString()}`,
    given(components) && (components.length > 0 ? `components ${components.map(({ component, state }) => `${component} ${state}`).join(", ")}` : "no components"),
  ].filter(Boolean);
  return parts.length > 0 ? parts.join("; ") : "nothing";
}
