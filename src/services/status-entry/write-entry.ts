import { type ComponentMove, StatusEntryComponentEntity, StatusEntryEntity, StatusEntryUpdateEntity } from "../../entities/status-entry.entity.ts";
import { noteChange } from "../audit/act.ts";
import type { ServiceContext } from "../context.ts";
import { insertion, recordset } from "../rows.ts";
import { tellSubscribers } from "../status-telling/tell.ts";
import type { OfEntry } from "./concerned.ts";
import { hold, type InState } from "../status-component/hold.ts";

export interface Writing {
  before: StatusEntryEntity | null;
  entry: Omit<StatusEntryEntity, "isGeneral">;
  /** What is said of it, if anything. */
  update: Omit<StatusEntryUpdateEntity, "entryId" | "components"> | null;
  /** Those that it had or will have. */
  known: readonly OfEntry[];
  /** Those that it has from now on, and their states while it is open. */
  components: readonly InState[];
  /** See `hold`. */
  since?: Date;
  until?: Date;
}

/** Whether the entry holds its components: an incident's until it is resolved, a maintenance's while work goes on. */
export const holds = ({ state, resolvedAt }: Pick<StatusEntryEntity, "state" | "resolvedAt">): boolean => resolvedAt === null && state !== "SCHEDULED";

/** Writes an entry as it has become, with what is said of it and what it does to its components. Two statements. */
export async function writeEntry(tx: ServiceContext, { before, entry: written, update, known, components, ...span }: Writing): Promise<StatusEntryEntity> {
  const entry: StatusEntryEntity = { ...written, isGeneral: components.length === 0 };
  const held = holds(entry);
  const said: StatusEntryUpdateEntity[] = update ? [{ ...update, entryId: entry.id, components: movesOf(before, held, known, components) }] : [];
  await tx.db.query(`
    with entry as (${insertion(tx, StatusEntryEntity)} on conflict (id) do update set ${CHANGEABLE.map((column) => `${column} = excluded.${column}`).join(", ")}),
    said as (${insertion(tx, StatusEntryUpdateEntity, null, "$2")}),
    gone as (delete from status_entry_component where entry_id = $3 and component_id <> all($4))
    ${insertion(tx, StatusEntryComponentEntity, null, "$5")} on conflict (entry_id, component_id) do update set state = excluded.state`,
  [recordset(tx, StatusEntryEntity, [entry]), recordset(tx, StatusEntryUpdateEntity, said), entry.id, components.map(({ componentId }) => componentId),
    recordset(tx, StatusEntryComponentEntity, components.map((component) => ({ entryId: entry.id, ...component })))]);
  await hold(tx, { entryId: entry.id, among: known.map(({ componentId }) => componentId), wanted: held ? components : [], ...span });
  const shown = { ...entry, components };
  noteChange(tx, `statusEntry/${entry.id}`, before && { ...before, components: known.flatMap(({ componentId, was }) => (was ? [{ componentId, state: was }] : [])) }, shown);
  for (const one of said) await tellSubscribers(tx, one);
  return entry;
}

const CHANGEABLE = ["title", "impact", "state", "started_at", "monitoring_at", "resolved_at", "scheduled_from", "scheduled_until", "moves_by_itself", "due_at", "remind_at", "components_by_hand", "is_general", "updated_at"];

function movesOf(before: StatusEntryEntity | null, held: boolean, known: readonly OfEntry[], components: readonly InState[]): ComponentMove[] {
  const was = new Map(known.map(({ componentId, was }) => [componentId, was]));
  const wasHeld = before !== null && holds(before);
  return components.map(({ componentId, state }) => ({ componentId, from: (wasHeld && was.get(componentId)) || "OPERATIONAL", to: held ? state : "OPERATIONAL" }));
}
