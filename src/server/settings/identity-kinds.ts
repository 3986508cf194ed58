import { z } from "zod";
import { PERSON_ROLES, type PersonRole } from "../../entities/vocabulary.ts";
import { isLoopback } from "../identity/credential.ts";
import type { Kind } from "./setting-kinds.ts";

/** Plain http only where nobody is between. */
const isTrusted = (url: string): boolean => URL.canParse(url) && (new URL(url).protocol === "https:" || (new URL(url).protocol === "http:" && isLoopback(new URL(url).host)));

export const issuer: Kind<string> = {
  schema: z.string().refine((url) => isTrusted(url) && !/[?#]/.test(url)),
  right: "the issuer's address as its tokens name it, with https (http on a loopback host only)",
  isSecret: false,
};

export const publicAddress: Kind<string> = {
  schema: z.string().refine((url) => /^https?:\/\/[^/?#\s]+\/?$/.test(url) && URL.canParse(url)),
  right: "an address like https://muster.example.org, without a path",
  isSecret: false,
};

export const word: Kind<string> = { schema: z.string().regex(/^\S+$/), right: "one word", isSecret: false };

export const personRole: Kind<PersonRole> = { schema: z.enum(PERSON_ROLES), right: `one of ${PERSON_ROLES.join(", ")}`, isSecret: false };

/** `value=ROLE,value=ROLE`; the last `=` parts them. */
export const roleMapping: Kind<ReadonlyMap<string, PersonRole>> = {
  schema: z.string().transform((text, ctx) => {
    const pairs = text.split(",").map((pair) => {
      const at = pair.lastIndexOf("=");
      return [pair.slice(0, at).trim(), PERSON_ROLES.find((role) => role === pair.slice(at + 1).trim())] as const;
    });
    if (pairs.some(([value, role]) => !value || !role)) ctx.addIssue("not a mapping");
    return new Map(pairs.flatMap(([value, role]) => (role ? [[value, role]] : [])));
  }),
  right: `pairs like sre=RESPONDER,leads=ADMIN, each with one of ${PERSON_ROLES.join(", ")}`,
  isSecret: false,
};
