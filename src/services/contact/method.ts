import { ResponderEntity, type ContactMethod } from "../../entities/responder.entity.ts";
import type { ServiceContext } from "../context.ts";
import { conflict, notFound } from "../errors.ts";
import { id } from "../input.ts";
import { addressOf } from "../responder/contact-method.ts";
import { selectOne } from "../rows.ts";
import { isDirectoryAddress } from "./contact.store.ts";

export interface NamedMethod {
  responderId: string;
  channel: ContactMethod["channel"];
  address: string;
}

export interface Owned {
  person: ResponderEntity;
  channel: ContactMethod["channel"];
  address: string;
}

/** The person and their method, as the directory has it. NOT_FOUND for one that is not theirs; CONFLICT for one that needs no check. */
export async function methodIn(ctx: Pick<ServiceContext, "db">, input: NamedMethod): Promise<Owned> {
  const responderId = id("responderId", input.responderId);
  const person = await selectOne(ctx, ResponderEntity, "where id = $1", [responderId]);
  if (!person) throw notFound(`responder ${responderId}`, "responderId");
  const { channel } = input;
  const address = addressOf(channel, "address", input.address);
  const method = person.contactMethods.find((one) => one.channel === channel && one.address === address);
  if (!method) throw notFound(`${channel} ${address} among the contact methods of ${person.name}`, "address");
  if (isDirectoryAddress(method, person.email)) throw conflict("The address that somebody is known by counts as verified", { field: "address" });
  return { person, channel, address };
}

/** What names it in the audit log. */
export const subjectOf = ({ person, channel, address }: Owned): string => `responder/${person.id}/contact/${channel}/${address}`;
