import type { StatusPageEntity } from "../../entities/status-page.entity.ts";
import type { StatusPageKind } from "../../entities/vocabulary.ts";
import { refuseVendors } from "../access/vendor.ts";
import type { ServiceContext } from "../context.ts";
import { slug } from "../directory/keys.ts";
import { invalid, notFound } from "../errors.ts";
import { given, LIMITS, list, optionalText, text } from "../input.ts";
import { timeZone } from "../time-zone.ts";
import { BESIDE } from "./addresses.ts";

export interface PageInput {
  slug?: string | null;
  name?: string | null;
  kind?: StatusPageKind;
  customerExternalId?: string | null;
  description?: string | null;
  timeZone?: string | null;
  supportUrl?: string | null;
  url?: string | null;
  /** Slugs, in place of all of before; an empty list chooses none, and shows all that the page may. */
  components?: readonly string[] | null;
}

type Told = Pick<StatusPageEntity, "slug" | "name" | "kind" | "description" | "timeZone" | "supportUrl" | "url" | "customerId">;

const RESERVED: readonly string[] = Object.values(BESIDE).flat();

/** What the input says, in place of what was before; what it leaves out stays. */
export async function toldOf(tx: ServiceContext, input: PageInput, before: Told): Promise<Told> {
  const kept = (value: string | null | undefined, check: (value: string) => string, was: string): string => (given(value) ? check(value) : was);
  const clearable = (value: string | null | undefined, check: (value: string) => string | null, was: string | null): string | null => (value === undefined ? was : value === null ? null : check(value));
  const told: Told = {
    kind: before.kind,
    slug: kept(input.slug, (value) => slug("slug", value), before.slug),
    name: kept(input.name, (value) => text("name", value, LIMITS.name), before.name),
    description: clearable(input.description, (value) => optionalText("description", value, LIMITS.note), before.description),
    timeZone: kept(input.timeZone, (value) => timeZone("timeZone", value), before.timeZone),
    supportUrl: clearable(input.supportUrl, (value) => link("supportUrl", value), before.supportUrl),
    url: clearable(input.url, (value) => link("url", value), before.url),
    customerId: before.customerId ?? (await customerOf(tx, before.kind, input.customerExternalId)),
  };
  if (RESERVED.includes(told.slug)) throw invalid("slug", `slug must not be ${told.slug}, which is an address of its own`);
  return told;
}

/** Other schemes would run what they hold when somebody follows them. */
function link(field: string, value: string): string | null {
  const address = optionalText(field, value, LIMITS.link);
  if (address === null || (URL.canParse(address) && ["http:", "https:", ...(field === "supportUrl" ? ["mailto:"] : [])].includes(new URL(address).protocol))) return address;
  throw invalid(field, `${field} must be an address such as https://www.example.com/support`);
}

async function customerOf(tx: ServiceContext, kind: StatusPageKind, externalId: string | null | undefined): Promise<string | null> {
  if (!given(externalId)) {
    if (kind === "CUSTOMER") throw invalid("customerExternalId", "A page of an account needs customerExternalId");
    return null;
  }
  if (kind !== "CUSTOMER") throw invalid("customerExternalId", `A page of the kind ${kind} is no account's`);
  await refuseVendors(tx);
  const key = text("customerExternalId", externalId, LIMITS.key);
  const [customer]: { id: string }[] = await tx.db.query("select id from customer where external_id = $1", [key]);
  if (!customer) throw notFound(`customer "${externalId}"`, "customerExternalId");
  return customer.id;
}

/** The ids of the components that the input names, or null where it names none. */
export const chosenComponents = (tx: Pick<ServiceContext, "db">, { components }: PageInput): Promise<string[] | null> =>
  given(components) ? componentIds(tx, "components", components) : Promise.resolve(null);

const MOST_COMPONENTS = 1_000;

/** In the order of the slugs, each once. */
export async function componentIds({ db }: Pick<ServiceContext, "db">, field: string, slugs: readonly string[]): Promise<string[]> {
  const wanted = [...new Set(list(field, slugs, MOST_COMPONENTS).map((slug, at) => text(`${field}.${at}`, slug, LIMITS.key)))];
  const rows: { id: string; slug: string }[] = await db.query("select id, slug from status_component where slug = any($1)", [wanted]);
  const found = new Map(rows.map(({ id, slug }) => [slug, id]));
  return wanted.map((slug, at) => found.get(slug) ?? missing(slug, `${field}.${at}`));
}

function missing(slug: string, field: string): never {
  throw notFound(`component "${slug}"`, field);
}
