import { CrmRunEntity } from "../../entities/crm.entity.ts";
import { authorise } from "../access/authorise.ts";
import { refuseVendors } from "../access/vendor.ts";
import { about, noteChange } from "../audit/act.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { conflict, notFound } from "../errors.ts";
import { hasEnded } from "../incident/incident.rules.ts";
import { get } from "../incident/incident.store.ts";
import { given, id } from "../input.ts";
import { insert, selectOne } from "../rows.ts";
import { DEFAULT_NAME, lockedSetting } from "./crm.store.ts";
import { aRun } from "./queue.ts";

export interface PullCustomers {
  name?: string | null;
  /** Whose affected accounts it brings. */
  incidentId?: string | null;
}

/** Asks for a pull as soon as may be; whichever hub is first does it. One that waits for its time is brought forward, and one that waits for the same is the answer. */
export async function pullCustomers(ctx: ServiceContext, input: PullCustomers): Promise<CrmRunEntity> {
  authorise(ctx, "directory:write");
  await refuseVendors(ctx);
  const name = input.name ?? DEFAULT_NAME;
  const onto = given(input.incidentId) ? id("incidentId", input.incidentId) : null;
  return inTransaction(ctx, async (tx) => {
    if (!(await lockedSetting(tx, name))) throw notFound(`CRM "${name}"; configureCrm sets one up`, "name");
    const incident = onto && (await affected(tx, onto));
    const waiting = await selectOne(tx, CrmRunEntity, "where crm = $1 and state = 'QUEUED' for update", [name]);
    if (waiting?.forIncident && waiting.forIncident !== incident) throw conflict("A pull for another incident waits; ask again when it has begun", { field: "name" });
    if (waiting) await tx.db.query("delete from crm_run where id = $1", [waiting.id]);
    const run = { ...aRun(name, tx.now(), tx.actor.name, incident), ...(waiting && { id: waiting.id }) };
    await insert(tx, CrmRunEntity, [run]);
    about(tx, `crm/${name}`);
    noteChange(tx, `crm/${name}`, null, { pull: run.id });
    return run;
  });
}

async function affected(tx: ServiceContext, incidentId: string): Promise<string> {
  authorise(tx, "incident:write");
  const incident = await get(tx, incidentId);
  if (hasEnded(incident)) throw conflict(`The incident is ${incident.status}; its customers stay`, { field: "incidentId" });
  return incident.id;
}
