import type { ScheduleEntity } from "../../entities/schedule.entity.ts";
import { authorise } from "../access/authorise.ts";
import { noteChange } from "../audit/act.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { lockDirectory } from "../directory/lock-directory.ts";
import { conflict } from "../errors.ts";
import { scheduleOf } from "./schedule.store.ts";

/** With its overrides and calendar. CONFLICT while a team's role points to it. Answers with the schedule that was. */
export function deleteSchedule(ctx: ServiceContext, { id }: { id: string }): Promise<ScheduleEntity> {
  authorise(ctx, "directory:write");
  return inTransaction(ctx, async (tx) => {
    await lockDirectory(tx);
    const schedule = await scheduleOf(tx, "id", id);
    const roles: { team: string; role: string }[] = await tx.db.query(
      "select t.slug as team, r.role from team_role r join team t on t.id = r.team_id where r.schedule_id = $1 order by 1, 2", [schedule.id]);
    if (roles.length > 0) throw conflict(`The schedule fills roles of ${[...new Set(roles.map(({ team }) => team))].join(", ")}; give them to somebody first`, { field: "id", roles });
    await tx.db.query("delete from schedule where id = $1", [schedule.id]);
    noteChange(tx, `schedule/${schedule.id}`, schedule, null);
    return schedule;
  });
}
