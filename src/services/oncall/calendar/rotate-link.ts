import { v7 as uuid } from "uuid";
import { CalendarLinkEntity } from "../../../entities/schedule.entity.ts";
import { authorise } from "../../access/authorise.ts";
import { hashOf, newSecret } from "../../access/secret.ts";
import { about, noteChange } from "../../audit/act.ts";
import { inTransaction, type ServiceContext } from "../../context.ts";
import { invalid, notFound } from "../../errors.ts";
import { given, id } from "../../input.ts";
import { insert, select } from "../../rows.ts";
import { scheduleOf } from "../../schedule/schedule.store.ts";

export interface RotateCalendarLink {
  /** One of the two. */
  scheduleId?: string | null | undefined;
  responderId?: string | null | undefined;
  /** Ends the links of all others too. */
  revokeAll?: boolean | null | undefined;
}

/** Makes the caller's link to a calendar, in place of the one that they had. Answers with its path, this once. */
export async function rotateCalendarLink(ctx: ServiceContext, input: RotateCalendarLink): Promise<{ path: string }> {
  authorise(ctx, "incident:write");
  authorise(ctx, input.revokeAll ? "directory:write" : "directory:read");
  if (given(input.scheduleId) === given(input.responderId)) throw invalid("scheduleId", "Give either scheduleId or responderId");
  const secret = newSecret();
  return inTransaction(ctx, async (tx) => {
    const target = await targetOf(tx, input);
    const link: CalendarLinkEntity = { id: uuid(), ...target.of, createdBy: tx.actor.id, tokenHash: hashOf(secret), createdAt: tx.now() };
    const ended = await select(tx, CalendarLinkEntity, "where (schedule_id = $1 or responder_id = $2) and ($3 or created_by = $4) for update", [
      link.scheduleId, link.responderId, input.revokeAll ?? false, link.createdBy,
    ]);
    await tx.db.query("delete from calendar_link where id = any($1)", [ended.map((one) => one.id)]);
    await insert(tx, CalendarLinkEntity, [link]);
    about(tx, target.subject);
    for (const one of ended) noteChange(tx, `calendarLink/${one.id}`, { ...one, tokenHash: null }, null);
    noteChange(tx, `calendarLink/${link.id}`, null, { ...link, tokenHash: null });
    return { path: `${target.path}?token=${secret}` };
  });
}

async function targetOf(tx: ServiceContext, { scheduleId, responderId }: RotateCalendarLink) {
  if (given(scheduleId)) {
    const schedule = await scheduleOf(tx, "scheduleId", scheduleId);
    return { of: { scheduleId: schedule.id, responderId: null }, subject: `schedule/${schedule.id}`, path: `/on-call/${schedule.slug}.ics` };
  }
  const person = id("responderId", responderId as string);
  if ((await tx.db.query("select 1 from responder where id = $1", [person])).length === 0) throw notFound(`responder ${person}`, "responderId");
  return { of: { scheduleId: null, responderId: person }, subject: `responder/${person}`, path: `/on-call/people/${person}.ics` };
}
