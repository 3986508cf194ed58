import { ResponsePlanEntity } from "../../entities/policy.entity.ts";
import type { Severity } from "../../entities/vocabulary.ts";
import { authorise } from "../access/authorise.ts";
import type { ServiceContext } from "../context.ts";
import { byKey } from "../load.ts";
import { select } from "../rows.ts";
import { unchanging } from "../unchanging.ts";
import { DEFAULT_PLANS } from "./plan.defaults.ts";

type Reader = Pick<ServiceContext, "db">;

const NEWEST = "where version = (select max(version) from response_plan newest where newest.severity = response_plan.severity)";

/** The newest plan of each severity, SEV1 first. */
export function list(ctx: ServiceContext): Promise<ResponsePlanEntity[]> {
  authorise(ctx, "policy:read");
  return select(ctx, ResponsePlanEntity, `${NEWEST} order by severity`);
}

/** The newest plan of a severity: what an incident takes when it gets that severity. */
export async function newest(ctx: Reader, severity: Severity): Promise<ResponsePlanEntity> {
  return only(await select(ctx, ResponsePlanEntity, `${NEWEST} and severity = $1`, [severity]));
}

/** The plan that an incident runs on. */
export function planOf(ctx: Reader, { severity, planVersion }: { severity: Severity; planVersion: number }): Promise<ResponsePlanEntity> {
  return unchanging(ctx, planKey(severity, planVersion), async () =>
    only(await select(ctx, ResponsePlanEntity, "where severity = $1 and version = $2", [severity, planVersion])),
  );
}

export const planKey = (severity: Severity, version: number): string => `${severity}:${version}`;

/** Plans by `planKey`. */
export async function byPlanKey(ctx: ServiceContext, keys: string[]): Promise<Map<string, ResponsePlanEntity>> {
  const rows = await select(ctx, ResponsePlanEntity, "where severity || ':' || version = any($1)", [keys]);
  return byKey(rows, (plan) => planKey(plan.severity, plan.version));
}

/** Writes the defaults into a database that has none; several hubs may do so at once. */
export async function ensureDefaults({ db, now }: Pick<ServiceContext, "db" | "now">): Promise<void> {
  const plans = DEFAULT_PLANS.map((plan) => ({ ...plan, version: 1, createdAt: now(), createdBy: "defaults" }));
  await db.createQueryBuilder().insert().into(ResponsePlanEntity).values(plans).orIgnore().execute();
}

function only([plan]: ResponsePlanEntity[]): ResponsePlanEntity {
  if (!plan) throw new Error("The response plan that is asked for does not exist");
  return plan;
}
