import { CrmSettingEntity } from "../../entities/crm.entity.ts";
import type { CrmPaging } from "../../entities/vocabulary.ts";
import { authorise } from "../access/authorise.ts";
import { about, noteChange } from "../audit/act.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { slug } from "../directory/keys.ts";
import { invalid } from "../errors.ts";
import { given, LIMITS, text, whole } from "../input.ts";
import { insertion, recordset } from "../rows.ts";
import { keysOf, seal } from "../secret/index.ts";
import { DEFAULT_NAME, lockedSetting, placeOf } from "./crm.store.ts";
import { expression } from "./expression.ts";
import { mappingOf } from "./map-account.ts";
import { queueNext } from "./queue.ts";
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

const HEADER = /^[a-z0-9!#$%&'*+.^_`|~-]{1,100}$/;
/** More often than that no CRM is asked. */
const OFTEN = 60;

/** Sets up where accounts are pulled from, for all hubs. */
export async function configureCrm(ctx: ServiceContext, input: ConfigureCrm): Promise<CrmSettingEntity> {
  authorise(ctx, "secret:manage");
  const name = slug("name", input.name ?? DEFAULT_NAME);
  return inTransaction(ctx, async (tx) => {
    const before = await lockedSetting(tx, name);
    const after = checked(tx, name, input, before);
    await tx.db.query(
      `${insertion(tx, CrmSettingEntity)} on conflict (name) do update set url = excluded.url, paging = excluded.paging, items = excluded.items, next = excluded.next, first_page = excluded.first_page,
         most_pages = excluded.most_pages, fields = excluded.fields, auth_header = excluded.auth_header, sealed = excluded.sealed, every = excluded.every, set_at = excluded.set_at, set_by = excluded.set_by`,
      [recordset(tx, CrmSettingEntity, [after])]);
    if (after.every !== before?.every) await queueNext(tx, after);
    about(tx, `crm/${name}`);
    noteChange(tx, `crm/${name}`, before && shown(before), { ...shown(after), ...(after.sealed !== (before?.sealed ?? null) && { secretChanged: true }) });
    return after;
  });
}

function checked(tx: ServiceContext, name: string, input: ConfigureCrm, before: CrmSettingEntity | null): CrmSettingEntity {
  const paging = input.paging ?? before?.paging ?? "NONE";
  const url = text("url", input.url ?? before?.url ?? "", LIMITS.link);
  const fault = urlFault(url, paging) ?? refusedBy(tx, url);
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
  return {
    name, url, paging, items, next, fields: fields as Record<string, string>, authHeader,
    firstPage: whole("firstPage", input.firstPage ?? before?.firstPage ?? 1, 0, 1_000_000),
    mostPages: whole("mostPages", input.mostPages ?? before?.mostPages ?? 1_000, 1, 100_000),
    sealed: input.secret === undefined ? (before?.sealed ?? null) : input.secret === null ? null : seal(keysOf(tx)[0], placeOf(name), headerValue(input.secret)),
    every: input.every === undefined ? (before?.every ?? null) : given(input.every) ? whole("every", input.every, OFTEN, 30 * 86_400) : null,
    setAt: tx.now(), setBy: tx.actor.name,
  };
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

const shown = ({ sealed, ...rest }: CrmSettingEntity): object => ({ ...rest, hasSecret: sealed !== null });
