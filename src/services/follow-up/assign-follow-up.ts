import { ClockEntity } from "../../entities/clock.entity.ts";
import { authorise } from "../access/authorise.ts";
import { binder, visible } from "../access/visibility.ts";
import { noteChange } from "../audit/act.ts";
import type { ServiceContext } from "../context.ts";
import { conflict, notFound } from "../errors.ts";
import { inWorkingHours } from "../escalation/people.ts";
import { changeIncident, type ChangeInput } from "../incident/change.ts";
import { id } from "../input.ts";
import { notify, type Notice } from "../notification/index.ts";
import { selectOne } from "../rows.ts";
import { record } from "../timeline/record.ts";
import { canWait, FOLLOW_UPS, sayOwed, summaryOf } from "./follow-up.rules.ts";

export interface AssignFollowUp extends Omit<ChangeInput, "incidentId"> {
  clockId: string;
  responderId: string;
}

/** Somebody else takes it on, and is told. What is done or let go stays with whom it was. */
export async function assignFollowUp(ctx: ServiceContext, input: AssignFollowUp): Promise<ClockEntity> {
  authorise(ctx, "incident:write");
  const { values, bind } = binder([id("clockId", input.clockId), FOLLOW_UPS]);
  const known = await selectOne(ctx, ClockEntity, `where id = $1 and kind = any($2) and incident_id in (select id from incident where ${visible(ctx, bind)})`, values);
  if (!known) throw notFound(`follow-up ${input.clockId}`, "clockId");
  return changeIncident(ctx, { name: "assignFollowUp" }, { ...input, incidentId: known.incidentId }, async (change) => {
    const { tx } = change;
    const clock = await selectOne(tx, ClockEntity, "where id = $1 and met_at is null and stopped_at is null for update", [known.id]);
    if (!clock) throw conflict("Nothing is owed there any more", { field: "clockId" });
    const [person]: { id: string; name: string }[] = await tx.db.query("select id, name from responder where id = $1", [id("responderId", input.responderId)]);
    if (!person) throw notFound(`responder ${input.responderId}`, "responderId");
    if (clock.ownerId === person.id) return () => clock;
    const assigned = { ...clock, ownerId: person.id };
    await tx.db.query("update clock set owner_id = $2 where id = $1", [clock.id, assigned.ownerId]);
    noteChange(tx, `clock/${clock.id}`, clock, assigned);
    record(change, { kind: "CLOCK", summary: `${person.name} takes on: ${summaryOf(clock)}`, details: { clockId: clock.id, clock: clock.kind, ownerId: assigned.ownerId } });
    if (assigned.ownerId !== tx.actor.responderId) {
      const notice: Notice = { responderId: assigned.ownerId, kind: "TOLD", as: "owner of a follow-up" };
      await notify(change, sayOwed([clock]), canWait(clock.kind) ? await inWorkingHours(change, [notice]) : [notice]);
    }
    return () => assigned;
  });
}
