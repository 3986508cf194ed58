import type { CrmSettingEntity } from "../../entities/crm.entity.ts";
import type { CrmPaging } from "../../entities/crm-vocabulary.ts";
import type { ServiceContext } from "../context.ts";
import { invalid } from "../errors.ts";
import { given, LIMITS, text, whole } from "../input.ts";
import { expression } from "./expression.ts";
import { mappingOf } from "./map-account.ts";
import { urlFault } from "./url.rules.ts";

/** What is left out stays as it is, or for a new one is what the field says. */
export interface ConfigureCrm {
  name?: string | null;
  url?: string | null;
  paging?: CrmPaging | null;
  items?: string | null;
  next?: string | null;
  firstPage?: number | null;
  mostPages?: number | null;
  fields?: unknown;
  authHeader?: string | null;
  /** Null takes it away. */
  secret?: string | null;
  every?: number | null;
}

export interface CheckedCrm {
  setting: Omit<CrmSettingEntity, "sealed">;
  secret: string | null | undefined;
}

const HEADER = /^[a-z0-9!#$%&'*+.^_`|~-]{1,100}$/;
/** More often than that no CRM is asked. */
const OFTEN = 60;

/** What the settings come to, and the header's value: undefined where that stays as it is. INVALID_INPUT names the part that cannot stand. */
export function checkCrm(ctx: ServiceContext, name: string, input: ConfigureCrm, before: CrmSettingEntity | null): CheckedCrm {
  const paging = input.paging ?? before?.paging ?? "NONE";
  const url = text("url", input.url ?? before?.url ?? "", LIMITS.link);
  const fault = urlFault(url, paging) ?? refusedBy(ctx, url);
  if (fault) throw invalid("url", fault);
  const next = input.next === undefined ? (before?.next ?? null) : input.next;
  if ((paging === "CURSOR" || paging === "NEXT_URL") && next === null) throw invalid("next", `next is needed with ${paging}: the expression that finds where to go on`);
  const items = text("items", input.items ?? before?.items ?? "@", 1_000);
  expression("items", items);
  if (next !== null) expression("next", next);
  const fields = input.fields ?? before?.fields;
  if (typeof fields !== "object" || fields === null || Array.isArray(fields)) throw invalid("fields", "fields must be an object: for each field of a customer the expression that finds it");
  mappingOf(fields as Record<string, unknown>);
  const authHeader = (input.authHeader ?? before?.authHeader ?? "authorization").trim().toLowerCase();
  if (!HEADER.test(authHeader)) throw invalid("authHeader", "authHeader must be the name of a header, such as authorization");
  const setting = {
    name, url, paging, items, next, fields: fields as Record<string, string>, authHeader,
    firstPage: whole("firstPage", input.firstPage ?? before?.firstPage ?? 1, 0, 1_000_000),
    mostPages: whole("mostPages", input.mostPages ?? before?.mostPages ?? 1_000, 1, 100_000),
    every: input.every === undefined ? (before?.every ?? null) : given(input.every) ? whole("every", input.every, OFTEN, 30 * 86_400) : null,
    setAt: ctx.now(), setBy: ctx.actor.name,
  };
  return { setting, secret: typeof input.secret === "string" ? headerValue(input.secret) : input.secret };
}

function headerValue(secret: string): string {
  const value = text("secret", secret, 4_000);
  if (!/^[\x20-\x7e]+$/.test(value)) throw invalid("secret", "secret must be what stands in the header: printable ASCII on one line");
  return value;
}

/** As every way out: private networks only where the operator opens them. */
function refusedBy({ channels }: ServiceContext, url: string): string | null {
  return channels?.all.find(({ kind }) => kind === "WEBHOOK")?.refuses?.(url.replaceAll(/\{\w+\}/g, "1")) ?? null;
}
