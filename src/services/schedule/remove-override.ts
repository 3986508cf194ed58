import { ScheduleOverrideEntity } from "../../entities/schedule.entity.ts";
import { authorise } from "../access/authorise.ts";
import { about, noteChange } from "../audit/act.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { lockDirectory } from "../directory/lock-directory.ts";
import { conflict, notFound } from "../errors.ts";
import { id } from "../input.ts";
import { selectOne } from "../rows.ts";

/** One that has begun ends now: who was on call by it was. CONFLICT if it is over. Answers with the override as it was or now is. */
export function removeOverride(ctx: ServiceContext, input: { id: string }): Promise<ScheduleOverrideEntity> {
  authorise(ctx, "directory:write");
  const overrideId = id("id", input.id);
  return inTransaction(ctx, async (tx) => {
    await lockDirectory(tx);
    const override = await selectOne(tx, ScheduleOverrideEntity, "where id = $1", [overrideId]);
    if (!override) throw notFound(`override ${overrideId}`, "id");
    const now = tx.now();
    if (override.endsAt <= now) throw conflict("The override is over, and part of the record", { field: "id" });
    const after = override.startsAt < now ? { ...override, endsAt: now } : null;
    if (after) await tx.db.query("update schedule_override set ends_at = $2 where id = $1", [overrideId, now]);
    else await tx.db.query("delete from schedule_override where id = $1", [overrideId]);
    about(tx, `schedule/${override.scheduleId}`);
    noteChange(tx, `schedule-override/${overrideId}`, override, after);
    return after ?? override;
  });
}
