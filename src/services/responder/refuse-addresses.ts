import type { ServiceContext } from "../context.ts";
import type { Candidate } from "../directory/list.ts";
import { type DomainError, invalid } from "../errors.ts";
import type { ResponderDraft } from "./check-responder.ts";

/** Addresses that the hub's channels know they cannot send to, such as a webhook in a private network. */
export async function refuseAddresses({ channels }: ServiceContext, rows: readonly Candidate[]): Promise<Map<string, DomainError>> {
  const refused = new Map<string, DomainError>();
  for (const { id, draft } of rows) {
    const methods = (draft as ResponderDraft).contactMethods ?? [];
    for (const [at, { channel, address }] of methods.entries()) {
      const why = channels?.all.find(({ kind }) => kind === channel)?.refuses?.(address);
      if (why) refused.set(id, invalid(`contactMethods.${at}.address`, `contactMethods.${at}.address: ${why}`));
    }
  }
  return refused;
}
