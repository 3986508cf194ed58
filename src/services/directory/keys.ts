import { z } from "zod";
import { invalid } from "../errors.ts";
import { LIMITS, text } from "../input.ts";

const SLUG = /^[a-z0-9][a-z0-9._-]*$/;
const address = z.email();

/** The short name of a team or service. The database holds the pattern too. */
export function slug(field: string, value: string): string {
  const slug = text(field, value, LIMITS.key);
  if (SLUG.test(slug)) return slug;
  throw invalid(field, `${field} must be lower-case letters, digits, dots, hyphens and underscores and begin with a letter or digit, unlike "${slug}"`);
}

/** The longest address that mail can carry (RFC 5321, 4.5.3.1.3, less the brackets). */
const LONGEST_ADDRESS = 254;

/** An e-mail address in lower case, so that one person is one row. Plausible; whether mail arrives is another question. */
export function email(field: string, value: string): string {
  const email = text(field, value, LONGEST_ADDRESS).toLowerCase();
  if (address.safeParse(email).success) return email;
  throw invalid(field, `${field} must be an e-mail address, unlike "${email}"`);
}
