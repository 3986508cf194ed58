import type { AffectedSource } from "../../entities/vocabulary.ts";
import { refuseVendor } from "../access/vendor.ts";
import type { ServiceContext } from "../context.ts";
import { invalid } from "../errors.ts";
import { given, isReadable } from "../input.ts";
import type { Change } from "../timeline/record.ts";
import { customersNamed } from "./affected-customers.ts";
import { mayBeId, suspicious, tokensOf } from "./log-ids.rules.ts";
import { customersIn, readSegment, servicesNamed } from "./segment.ts";

/** The ways to choose affected accounts without naming each. */
export interface Ways {
  bySegment?: unknown;
  /** Who uses the incident's service. */
  byServiceUsage?: { includeDependants?: boolean | null } | null;
  /** A text with ids in it, such as a piece of a log. */
  fromLog?: string | null;
}

export interface Picked {
  source: AffectedSource;
  customerIds: string[];
}

/** What a text had in it. */
export interface LogFindings {
  recognised: number;
  /** How often known ids stood there again. */
  repeated: number;
  unknown: string[];
}

/** The accounts that each way chooses, in the order in which the ways are named. A vendor on the incident chooses nobody. */
export async function pickCustomers(change: Change, { bySegment, byServiceUsage, fromLog }: Ways): Promise<{ picked: Picked[]; log: LogFindings | null }> {
  const picked: Picked[] = [];
  if (!given(bySegment) && !given(byServiceUsage) && !given(fromLog)) return { picked, log: null };
  await refuseVendor(change.tx, change.incident.id);
  if (given(bySegment)) picked.push({ source: "SEGMENT", customerIds: await customersIn(change.tx, readSegment(bySegment)) });
  if (given(byServiceUsage)) picked.push({ source: "USAGE", customerIds: await usersOf(change, byServiceUsage.includeDependants ?? false) });
  if (!given(fromLog)) return { picked, log: null };
  const { customerIds, ...log } = await customersInText(change.tx, fromLog);
  return { picked: [...picked, { source: "LOG", customerIds }], log };
}

async function usersOf({ tx, incident }: Change, includeDependants: boolean): Promise<string[]> {
  if (!incident.serviceId) throw invalid("byServiceUsage", "The incident names no service whose users could be taken");
  const [{ slug }] = await tx.db.query("select slug from service where id = $1", [incident.serviceId]);
  const serviceIds = await servicesNamed(tx, [slug], includeDependants, "byServiceUsage");
  const rows: { id: string }[] = await tx.db.query("select distinct customer_id as id from customer_service where service_id = any($1)", [serviceIds]);
  return rows.map(({ id }) => id);
}

async function customersInText(ctx: ServiceContext, text: string): Promise<LogFindings & { customerIds: string[] }> {
  if (text.trim() === "") throw invalid("fromLog", "fromLog must not be empty");
  const tokens = tokensOf(text);
  const candidates = [...tokens].filter(([token, found]) => mayBeId(token, found) && isReadable(token)).map(([token]) => token);
  const found = await customersNamed(ctx, candidates);
  const customerIds = [...new Set(found.values())];
  const times = [...found.keys()].reduce((all, token) => all + (tokens.get(token)?.times ?? 0), 0);
  return { customerIds, recognised: customerIds.length, repeated: times - customerIds.length, unknown: suspicious(tokens, new Set(found.keys())) };
}
