import { v7 as uuid } from "uuid";
import { ScheduleOverrideEntity } from "../../entities/schedule.entity.ts";
import { authorise } from "../access/authorise.ts";
import { about, noteChange } from "../audit/act.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { lockDirectory } from "../directory/lock-directory.ts";
import { notFound } from "../errors.ts";
import { insert } from "../rows.ts";
import { checkOverride, type OverrideInput, refuseClash } from "./check-override.ts";
import { Named } from "./named.ts";
import { scheduleOf, overridesOf } from "./schedule.store.ts";

export type AddOverride = OverrideInput & { scheduleId: string };

/** CONFLICT if it overlaps another one that speaks of the same people with the same priority. */
export function addOverride(ctx: ServiceContext, input: AddOverride): Promise<ScheduleOverrideEntity> {
  authorise(ctx, "directory:write");
  const named = new Named();
  const draft = checkOverride("", input, named);
  return inTransaction(ctx, async (tx) => {
    await lockDirectory(tx);
    const schedule = await scheduleOf(tx, "scheduleId", input.scheduleId);
    const rows: { id: string; email: string }[] = await tx.db.query("select id, email from responder where email = any($1)", [named.references.map(({ key }) => key)]);
    const ids = new Map(rows.map(({ id, email }) => [email, id]));
    const missing = named.references.find(({ key }) => !ids.has(key));
    if (missing) throw notFound(`responder "${missing.key}"`, missing.field);
    const idOf = (address: string | null) => (address === null ? null : (ids.get(address) as string));
    const override: ScheduleOverrideEntity = { ...draft, id: uuid(), scheduleId: schedule.id, addId: idOf(draft.addId), removeId: idOf(draft.removeId), createdAt: tx.now() };
    refuseClash("startsAt", override, (await overridesOf(tx, [schedule.id])).get(schedule.id) ?? []);
    await insert(tx, ScheduleOverrideEntity, [override]);
    about(tx, `schedule/${schedule.id}`);
    noteChange(tx, `schedule-override/${override.id}`, null, override);
    return override;
  });
}
