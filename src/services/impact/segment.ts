import { z } from "zod";
import type { ServiceContext } from "../context.ts";
import { invalid, notFound } from "../errors.ts";
import { LIMITS } from "../input.ts";

const word = z.string("must be text").trim().min(1, "must not be empty").max(LIMITS.name, `must have at most ${LIMITS.name} characters`);
const words = z.union(
  [word.transform((one) => [one]), z.array(word, "must be text or a list of texts").min(1, "must not be empty").max(100, "must have at most 100 entries")],
  "must be text or a list of texts",
);
const decimal = z.string('must be a decimal in quotes, such as "100000"').regex(/^\d{1,15}(\.\d{1,6})?$/, 'must be 0 or more with up to 15 digits and 6 decimals, such as "100000"');
const flag = z.boolean("must be true or false");

const FIELDS = {
  service: words.optional(),
  includeDependants: flag.optional(),
  serviceTier: z.int("must be a whole number from 1 to 4").min(1, "must be 1 to 4").max(4, "must be 1 to 4").optional(),
  plan: words.optional(),
  region: words.optional(),
  strategic: flag.optional(),
  activeEscalation: flag.optional(),
  executiveSponsorEngaged: flag.optional(),
  usageFrom: decimal.optional(),
  usageUpTo: decimal.optional(),
  renewsBefore: z.iso.date("must be a date such as 2031-03-31").optional(),
};
const segment = z.strictObject(FIELDS, "must be an object");
export type Segment = z.infer<typeof segment>;

const NAMES = Object.keys(FIELDS);

/** The segment as it is asked; INVALID_INPUT names the field at fault. */
export function readSegment(value: unknown): Segment {
  const parsed = segment.safeParse(value);
  if (!parsed.success) throw refusalOf(parsed.error.issues[0] as z.core.$ZodIssue);
  const { usageFrom, usageUpTo, includeDependants, ...others } = parsed.data;
  const narrowing = [usageFrom, usageUpTo, ...Object.values(others)].filter((one) => one !== undefined);
  if (narrowing.length === 0) throw invalid("bySegment", `bySegment must name at least one of ${NAMES.filter((name) => name !== "includeDependants").join(", ")}`);
  if (includeDependants && !others.service) throw invalid("bySegment", "bySegment.includeDependants needs a service", { path: "includeDependants" });
  if (usageFrom && usageUpTo && Number(usageFrom) > Number(usageUpTo)) throw invalid("bySegment", "bySegment.usageUpTo lies below usageFrom", { path: "usageUpTo" });
  return parsed.data;
}

function refusalOf(issue: z.core.$ZodIssue) {
  if (issue.code === "unrecognized_keys") return invalid("bySegment", `bySegment has no field ${issue.keys.map((key) => `"${key}"`).join(", ")}; it has ${NAMES.join(", ")}`);
  return invalid("bySegment", `${["bySegment", ...issue.path].join(".")} ${issue.message}`, issue.path.length > 0 ? { path: issue.path.join(".") } : {});
}

/** The accounts that fit all that the segment names; where it lists several of a kind, any of those. */
export async function customersIn(ctx: Pick<ServiceContext, "db">, { service, includeDependants, ...asked }: Segment): Promise<string[]> {
  const serviceIds = service ? await servicesNamed(ctx, service, includeDependants ?? false, "bySegment.service") : null;
  const rows: { id: string }[] = await ctx.db.query(
    `select c.id from customer c, jsonb_to_record($1::jsonb) as s(plan jsonb, region jsonb, strategic boolean, "activeEscalation" boolean, "executiveSponsorEngaged" boolean,
       "usageFrom" numeric, "usageUpTo" numeric, "renewsBefore" date, "serviceTier" integer)
     where (s.plan is null or lower(c.plan) in (select lower(p) from jsonb_array_elements_text(s.plan) p))
       and (s.region is null or lower(c.region) in (select lower(r) from jsonb_array_elements_text(s.region) r))
       and (s.strategic is null or c.strategic = s.strategic)
       and (s."activeEscalation" is null or c.active_escalation = s."activeEscalation")
       and (s."executiveSponsorEngaged" is null or c.executive_sponsor_engaged = s."executiveSponsorEngaged")
       and (s."usageFrom" is null or c.usage >= s."usageFrom") and (s."usageUpTo" is null or c.usage <= s."usageUpTo")
       and (s."renewsBefore" is null or c.renewal_on < s."renewsBefore")
       and (s."serviceTier" is null or c.id in (select u.customer_id from customer_service u join service v on v.id = u.service_id where v.tier = s."serviceTier"))
       and ($2::uuid[] is null or c.id in (select customer_id from customer_service where service_id = any($2)))`,
    [JSON.stringify(asked), serviceIds],
  );
  return rows.map(({ id }) => id);
}

/** Their ids, with all that cannot work without them where `includeDependants` says so. NOT_FOUND names the first that nobody knows. */
export async function servicesNamed({ db }: Pick<ServiceContext, "db">, slugs: readonly string[], includeDependants: boolean, field: string): Promise<string[]> {
  const rows: { id: string; slug: string; isNamed: boolean }[] = await db.query(
    `with recursive reached(id) as (
       select id from service where slug = any($1)
       union select d.service_id from service_dependency d join reached r on r.id = d.depends_on_id where $2)
     select s.id, s.slug, s.slug = any($1) as "isNamed" from reached join service s using (id)`, [slugs, includeDependants]);
  const unknown = slugs.find((slug) => !rows.some((row) => row.slug === slug));
  if (unknown !== undefined) throw notFound(`service "${unknown}"`, field);
  return rows.map(({ id }) => id);
}
