import type { StatusPageEntity } from "../../entities/status-page.entity.ts";
import { StatusTellingEntity } from "../../entities/status-subscriber.entity.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { queued } from "../delivery/nudge.ts";
import { type Deadlines, dueBy } from "../due.ts";
import { FRAMES } from "../frame/index.ts";
import { select } from "../rows.ts";
import { ACTIVE } from "../subscriber/subscriber.rules.ts";
import { whatIsSaid } from "./what-is-said.ts";
import { type Said, subjectOf } from "./words.rules.ts";

/** Subscribers in one transaction: some tens of milliseconds. */
const PART = 1_000;
const AGAIN_SECONDS = 60;

/** What subscribers are to be told, put into the outbox: a row for each, some at a time, each part one transaction. */
export const tellings: Deadlines = {
  name: "status subscribers",
  async upcoming({ db }, until, limit) {
    const rows: { at: Date }[] = await db.query("select due_at as at from status_telling where due_at <= $1 order by due_at limit $2", [until, limit]);
    return rows.map(({ at }) => at);
  },
  async apply(ctx, limit) {
    let found = 0;
    while (found < limit && (await part(ctx))) found += 1;
    return found;
  },
};

/** Takes the one that has been due longest, unless another hub is at it. False where there is none. */
async function part(ctx: ServiceContext): Promise<boolean> {
  let taken: string | null = null;
  try {
    return await inTransaction(ctx, async (tx) => {
      const [telling] = await select(tx, StatusTellingEntity, "where due_at <= coalesce($1, statement_timestamp()) order by due_at, id limit 1 for no key update skip locked", [dueBy(ctx)]);
      if (!telling) return false;
      taken = telling.id;
      await putNext(tx, telling);
      return true;
    });
  } catch (error) {
    // One that cannot be told holds up none of the others.
    if (taken) await ctx.db.query("update status_telling set due_at = coalesce($2, statement_timestamp()) + make_interval(secs => $3) where id = $1 and due_at is not null", [taken, dueBy(ctx), AGAIN_SECONDS]);
    throw error;
  }
}

/** In each language: which one it is, is the reader's. */
const subjectsOf = (said: Said): Record<string, string> => Object.fromEntries(FRAMES.map((frame) => [frame.language, subjectOf(said, frame)]));

async function putNext(tx: ServiceContext, telling: StatusTellingEntity): Promise<void> {
  const said = await whatIsSaid(tx, telling);
  const { count, last } = said ? await put(tx, telling, said.page, said.about, subjectsOf(said)) : { count: 0, last: null };
  await tx.db.query("update status_telling set told = told + $2, after = coalesce($3, after), due_at = case when $4 then due_at end where id = $1", [telling.id, count, last, count === PART]);
  if (count > 0) queued(tx);
}

/**
 * The next subscribers of the page who want to hear of any of these components; of a retraction, those who were sent what is
 * taken back, whatever they want by now.
 */
async function put(tx: ServiceContext, { id, kind, updateId, after }: StatusTellingEntity, page: StatusPageEntity, about: readonly string[] | null, subjects: Readonly<Record<string, string>>): Promise<{ count: number; last: string | null }> {
  const [row] = await tx.db.query(
    `with due as (select case when $9 then least($8::timestamptz, clock_timestamp()) else $8::timestamptz end as at),
     told as (
       select s.id, s.kind, s.address, s.language from status_subscriber s
       where s.page_id = $1 and s.id > coalesce($2, '00000000-0000-0000-0000-000000000000'::uuid) and ${ACTIVE}
         and case when $4 <> 'RETRACTION' then $5::uuid[] is null or s.takes_all
             or exists (select 1 from status_subscriber_component c where c.subscriber_id = s.id and c.component_id = any($5))
           else exists (select 1 from status_telling t join delivery d on d.key = 'status/' || t.id || '/' || s.id where t.update_id = $6 and t.page_id = $1 and t.kind = 'UPDATE'
             and (d.state in ('SENT', 'SENDING') or d.history @> '[{"outcome": "UNKNOWN"}]')) end
       order by s.id limit ${PART}),
     written as (
       insert into delivery (id, key, channel, address, destination, priority, subject, text, payload, state, not_before, next_at, may_bundle, attempts, history, created_at)
       select gen_random_uuid(), 'status/' || $3::uuid || '/' || told.id, told.kind, told.address,
         case told.kind when 'WEBHOOK' then 'WEBHOOK ' || substring(told.address from '^https?://([^/?#]+)') else told.kind end, 2, coalesce($7::jsonb->>lower(split_part(told.language, '-', 1)), $7::jsonb->>'en'), '',
         jsonb_build_object('subscriber', jsonb_build_object('id', told.id, 'tellingId', $3::uuid)),
         'PENDING', due.at, due.at, false, 0, '[]', $8::timestamptz from told, due
       on conflict (key) do nothing)
     select (select count(*)::int from told) as count, (select id from told order by id desc limit 1) as last`,
    [page.id, after, id, kind, about, updateId, JSON.stringify(subjects), tx.now(), tx.isOnDatabaseClock ?? false]);
  return row;
}
