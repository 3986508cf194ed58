import { invalid } from "../errors.ts";
import { LIMITS, text } from "../input.ts";

/** A language in its canonical form: `pt-BR` for `pt-br`. INVALID_INPUT for what is no BCP 47 tag. */
export function languageTag(field: string, value: string): string {
  const tag = text(field, value, LIMITS.name);
  try {
    const [canonical] = Intl.getCanonicalLocales(tag);
    if (canonical && canonical.length <= 35 && !canonical.includes("-u-") && !canonical.includes("-x-")) return canonical;
  } catch {
    // It says so below.
  }
  throw invalid(field, `${field} must be a BCP 47 tag such as "en" or "pt-BR"`);
}
