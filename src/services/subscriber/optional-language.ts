import { given } from "../input.ts";
import { languageTag } from "../template/language.ts";

/** A language in its canonical form, `de-AT`; null where none is said. INVALID_INPUT for what is no BCP 47 tag. */
export const optionalLanguage = (value: string | null | undefined): string | null => (given(value) && value.trim() !== "" ? languageTag("language", value.trim().replaceAll("_", "-")) : null);
