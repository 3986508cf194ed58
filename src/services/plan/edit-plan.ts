import { ResponsePlanEntity } from "../../entities/policy.entity.ts";
import type { Severity } from "../../entities/vocabulary.ts";
import { authorise } from "../access/authorise.ts";
import { noteChange } from "../audit/act.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { DomainError, invalid } from "../errors.ts";
import { list as limited, LIMITS, text, whole } from "../input.ts";
import { insert } from "../rows.ts";
import { newest } from "./plan.store.ts";

type Editable = Omit<ResponsePlanEntity, "severity" | "version" | "createdAt" | "createdBy">;

/** What is left out stays as it is; null takes a span that can be absent away. */
export type EditResponsePlan = { severity: Severity; expectedVersion?: number | null } & { [K in keyof Editable]?: Editable[K] | null };

const OPTIONAL = new Set(["statusPageWithin", "updateEvery", "postMortemWithin"]);
const LONGEST = 366 * 86_400;

/** Writes the severity's next version. Incidents keep theirs until their severity changes. */
export function editPlan(ctx: ServiceContext, input: EditResponsePlan): Promise<ResponsePlanEntity> {
  authorise(ctx, "policy:write");
  return inTransaction(ctx, async (tx) => {
    await tx.db.query("lock table response_plan in exclusive mode");
    const before = await newest(tx, input.severity);
    const { expectedVersion, severity: _, ...changes } = input;
    if (typeof expectedVersion === "number" && expectedVersion !== before.version) {
      throw new DomainError("STALE_REVISION", `The plan of ${before.severity} is at version ${before.version}`, {
        field: "expectedVersion", current: before.version,
      });
    }
    const plan = { ...before, ...checked(changes), version: before.version + 1, createdAt: tx.now(), createdBy: tx.actor.name };
    await insert(tx, ResponsePlanEntity, [plan]);
    noteChange(tx, `plan/${plan.severity}`, before, plan);
    return plan;
  });
}

function checked(changes: Partial<Record<string, unknown>>): Partial<Editable> {
  const entries = Object.entries(changes).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([field, value]) => [field, checkedField(field, value)]));
}

function checkedField(field: string, value: unknown): unknown {
  if (value === null) {
    if (OPTIONAL.has(field)) return null;
    throw invalid(field, `${field} cannot be taken away`);
  }
  if (field === "approvals") return whole(field, value as number, 1, 2);
  if (typeof value === "number") return whole(field, value, 1, LONGEST);
  if (field === "pageSteps") return limited(field, value as number[], 10).map((step) => whole(field, step, 1, LONGEST));
  if (field === "executives") return limited(field, value as string[], 20).map((title) => text(field, title, LIMITS.name));
  return Array.isArray(value) ? [...new Set(limited(field, value, 50))] : value;
}
