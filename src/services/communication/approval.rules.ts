import type { Audience, CommunicationOrigin } from "../../entities/vocabulary.ts";
import { isForCustomers } from "./communication.rules.ts";

/** Who says yes. What speaks for nobody, such as a machine's key, has no `person`. */
export interface Approver {
  person: string | null;
}

export interface Approved {
  audience: Audience;
  /** How many people the plan asks for. */
  asked: number;
  /** Who put the text together as it stands; a person's is edited by nobody else since. */
  origin: CommunicationOrigin;
  /** The first message for that audience about the incident. */
  isFirst: boolean;
  author: Approver;
  /** Those who said yes to the text as it stands, whoever publishes it among them. */
  approvers: readonly [Approver, ...Approver[]];
  commander: string | null;
}

/**
 * Why a message may not go out yet; null where it may (product rules, section 8). A template's first notice needs no
 * second approver, and a commander alone may approve their own words. Where the plan asks for two, the author is one of
 * them, and no key stands for a person.
 */
export function lackingApproval({ audience, asked, origin, isFirst, author, approvers, commander }: Approved): string | null {
  if (!isForCustomers(audience) || asked < 2 || (origin === "TEMPLATE" && isFirst)) return null;
  const people = new Set([author, ...approvers].flatMap(({ person }) => person ?? []));
  if (people.size >= asked) return null;
  if (commander !== null && author.person === commander && approvers.some(({ person }) => person === commander)) return null;
  return people.size === 0
    ? "The plan asks for two people to stand behind it; a key that speaks for nobody is none"
    : "The plan asks for two people to stand behind it; somebody else than its author has to approve it";
}
