import { COMPONENT_STATES, type ComponentState } from "../../entities/vocabulary.ts";
import type { ServiceContext } from "../context.ts";

export interface InState {
  componentId: string;
  state: ComponentState;
}

export interface Hold {
  /** What holds them; null for a person who sets a state by hand. */
  entryId: string | null;
  /** All components that it held or will hold; their rows are locked. */
  among: readonly string[];
  /** In which states it holds them from now on; others are let go. */
  wanted: readonly InState[];
  /** From when on what it newly holds was in that state; `now` if left out. */
  since?: Date;
  /** Until when what it lets go was in its state; `now` if left out. */
  until?: Date;
}

/**
 * Holds components in a state, lets go of others, and keeps each component's own state the worst of all that holds it.
 * The spans are the history. One statement; nothing where there are no components.
 */
export async function hold(tx: Pick<ServiceContext, "db" | "now">, { entryId, among, wanted, since = tx.now(), until = tx.now() }: Hold): Promise<void> {
  if (among.length === 0) return;
  await tx.db.query(`
    with wanted as (select * from jsonb_to_recordset($2) as w ("componentId" uuid, state text) where state <> 'OPERATIONAL'),
    ended as (
      update status_hold held set until_at = greatest(held.from_at, $4::timestamptz)
      where held.entry_id is not distinct from $1::uuid and held.until_at is null and held.component_id = any($3)
        and not exists (select 1 from wanted w where w."componentId" = held.component_id and w.state = held.state)
      returning 1),
    begun as (
      insert into status_hold (id, component_id, entry_id, state, from_at)
      select gen_random_uuid(), w."componentId", $1, w.state, $5 from wanted w
      -- The count makes it wait for what is ended; one open span for each is all that the index allows.
      where (select count(*) from ended) >= 0 and not exists (select 1 from status_hold held
        where held.component_id = w."componentId" and held.entry_id is not distinct from $1 and held.until_at is null and held.state = w.state))
    update status_component set state = found.state, state_since = $6
    from (select c.id, coalesce((
        select held.state from (
          select w.state from wanted w where w."componentId" = c.id
          union all select h.state from status_hold h where h.component_id = c.id and h.until_at is null and h.entry_id is distinct from $1) held
        order by array_position($7::text[], held.state) desc limit 1), 'OPERATIONAL') as state
      from unnest($3::uuid[]) as c(id)) found
    where status_component.id = found.id and status_component.state <> found.state`,
  [entryId, JSON.stringify(wanted), among, until, since, tx.now(), COMPONENT_STATES]);
}

/** What an entry that has ended held, in place of what the history has of it. */
export async function restate({ db }: Pick<ServiceContext, "db">, entryId: string, held: readonly InState[], from: Date, until: Date): Promise<void> {
  await db.query("delete from status_hold where entry_id = $1", [entryId]);
  await db.query(`
    insert into status_hold (id, component_id, entry_id, state, from_at, until_at)
    select gen_random_uuid(), w."componentId", $1, w.state, $3, $4 from jsonb_to_recordset($2) as w ("componentId" uuid, state text) where w.state <> 'OPERATIONAL'`,
  [entryId, JSON.stringify(held), from, until]);
}
