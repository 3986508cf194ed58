import { ResponderEntity } from "../../entities/responder.entity.ts";
import type { ServiceContext } from "../context.ts";
import { invalid } from "../errors.ts";
import { isId } from "../input.ts";
import { addressOf, type ContactMethodInput } from "../responder/contact-method.ts";
import { selectOne } from "../rows.ts";
import { checksOf, standings } from "./contact.store.ts";

/**
 * Refuses a rule that names a method for pages which would stay silent: one that was not verified, of somebody who has others
 * that were. Who has none yet may be given rules at once; all of them are tried until one is verified.
 */
export async function refuseSilent(ctx: Pick<ServiceContext, "db">, id: string, methods: readonly ContactMethodInput[] | null | undefined): Promise<void> {
  const ruled = methods?.some(({ takes }) => takes?.includes("PAGE"));
  const person = ruled && isId(id) ? await selectOne(ctx, ResponderEntity, "where id = $1", [id]) : null;
  if (!methods || !person) return;
  const standingOf = standings((await checksOf(ctx, [person.id])).get(person.id), person.email);
  const known = methods.map(({ channel, address, takes }, at) => ({ takes, verified: standingOf({ channel, address: addressOf(channel, `contactMethods.${at}.address`, address) }).verified }));
  const silent = known.findIndex(({ takes, verified }) => verified === null && takes?.includes("PAGE"));
  if (silent < 0 || !known.some(({ verified }) => verified === "CHECKED")) return;
  throw invalid(`contactMethods.${silent}.takes`, `contactMethods.${silent} is not verified, and would stay silent beside one that is; send it a code first`);
}
