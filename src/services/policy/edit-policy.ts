import { PolicyEntity } from "../../entities/policy.entity.ts";
import { authorise } from "../access/authorise.ts";
import { noteChange } from "../audit/act.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { DomainError, invalid } from "../errors.ts";
import { given } from "../input.ts";
import { insert } from "../rows.ts";
import { mergePatch, policyDocument, type PolicyDocument } from "./policy.rules.ts";
import { current } from "./policy.store.ts";

export interface EditPolicy {
  expectedVersion?: number | null;
  changes: unknown;
}

/** Writes the next version. Incidents keep the one they run on. */
export function editPolicy(ctx: ServiceContext, input: EditPolicy): Promise<PolicyEntity> {
  authorise(ctx, "policy:write");
  return inTransaction(ctx, async (tx) => {
    await tx.db.query("lock table policy in exclusive mode");
    const before = await current(tx);
    if (given(input.expectedVersion) && input.expectedVersion !== before.version) {
      throw new DomainError("STALE_REVISION", `The policy is at version ${before.version}`, { field: "expectedVersion", current: before.version });
    }
    const document = parse(mergePatch(before.document, input.changes));
    await refuseLostRates(tx, document);
    const policy: PolicyEntity = { version: before.version + 1, document, createdAt: tx.now(), createdBy: tx.actor.name };
    await insert(tx, PolicyEntity, [policy]);
    noteChange(tx, "policy", before.document, document);
    return policy;
  });
}

function parse(document: unknown): PolicyDocument {
  const parsed = policyDocument.safeParse(document);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = ["changes", ...(issue?.path ?? [])].join(".");
  throw invalid(field, `${field}: ${issue?.message}`);
}

/** Without its rate an account's revenue could not be counted any more. */
async function refuseLostRates({ db }: ServiceContext, { currency, rates }: PolicyDocument): Promise<void> {
  if (!(currency in rates)) throw invalid("changes.rates", `rates needs an entry for the policy's own currency ${currency}`);
  const lost = await db.query("select distinct arr_currency as code from customer where arr_currency <> all($1)", [Object.keys(rates)]);
  if (lost.length > 0) {
    throw invalid("changes.rates", `Customers have revenue in ${lost.map((row: { code: string }) => row.code).join(", ")}; keep a rate for it`);
  }
}
