import type { ResponderEntity } from "../../entities/responder.entity.ts";
import type { ServiceContext } from "../context.ts";
import { byIds } from "../responder/responder.store.ts";
import { checksOf, standings } from "./contact.store.ts";
import { shortcoming } from "./standing.rules.ts";

export interface Unreachable {
  responder: ResponderEntity;
  /** NONE: no way but the directory's e-mail address. UNVERIFIED: nothing shows that one works. FAILING: all were refused. */
  because: "NONE" | "UNVERIFIED" | "FAILING";
  /** In words, for whoever mends it. */
  words: string;
}

const WORDS = {
  NONE: "has no contact method; pages go to the address in the directory alone",
  UNVERIFIED: "has no contact method that was verified",
  FAILING: "is refused on every contact method",
} as const;

/** Those of these people who may not hear a page, so that a schedule can tell before it matters. */
export async function withoutWorkingMethod(ctx: Pick<ServiceContext, "db">, responderIds: readonly string[]): Promise<Unreachable[]> {
  const ids = [...new Set(responderIds)];
  const [people, checks] = [await byIds(ctx, ids), await checksOf(ctx, ids)];
  return [...people.values()].flatMap((responder) => {
    const because = shortcoming(responder.contactMethods, standings(checks.get(responder.id), responder.email));
    return because ? [{ responder, because, words: `${responder.name} ${WORDS[because]}` }] : [];
  });
}
