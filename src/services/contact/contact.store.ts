import { ContactCheckEntity } from "../../entities/contact-check.entity.ts";
import type { ContactMethod, ResponderEntity } from "../../entities/responder.entity.ts";
import type { ServiceContext } from "../context.ts";
import { listsByKey } from "../load.ts";
import { select } from "../rows.ts";
import type { Standing } from "./standing.rules.ts";

type Reader = Pick<ServiceContext, "db">;
type Known = Pick<ContactCheckEntity, "channel" | "address" | "verifiedAt" | "verifiedBy" | "reason" | "failingSince" | "lastError">;
type Method = Pick<ContactMethod, "channel" | "address">;

/** What is known of each person's ways, the codes left out. */
export async function checksOf(ctx: Reader, responderIds: string[]): Promise<Map<string, Known[]>> {
  const columns = ["responderId", "channel", "address", "verifiedAt", "verifiedBy", "reason", "failingSince", "lastError"];
  const rows = await select(ctx, ContactCheckEntity, "where responder_id = any($1)", [responderIds], columns);
  return listsByKey(rows, ({ responderId }) => responderId);
}

export const isDirectoryAddress = ({ channel, address }: Method, email: string): boolean => channel === "EMAIL" && address.toLowerCase() === email.toLowerCase();

/** How each of somebody's methods stands. */
export const standings = (checks: readonly Known[] = [], email: string) => (method: Method): Standing => {
  const check = checks.find((one) => one.channel === method.channel && one.address === method.address);
  return { verified: check?.verifiedAt ? "CHECKED" : isDirectoryAddress(method, email) ? "DIRECTORY" : null, isFailing: check?.failingSince != null };
};

/** A person's ways with what is known of them, for clients. */
export async function methodsOf(ctx: Reader, people: ResponderEntity[]): Promise<Map<ResponderEntity, (ContactMethod & Partial<Known>)[]>> {
  const checks = await checksOf(ctx, people.map(({ id }) => id));
  return new Map(people.map((person) => [person, person.contactMethods.map((method) => {
    const check = checks.get(person.id)?.find((one) => one.channel === method.channel && one.address === method.address);
    return { ...method, isVerified: standings(checks.get(person.id), person.email)(method).verified !== null, ...check };
  })]));
}
