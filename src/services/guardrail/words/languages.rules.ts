import type { Lexicon } from "../reading/lexicon.rules.ts";
import { DE } from "./de.rules.ts";
import { EN_BLAME } from "./en-blame.rules.ts";
import { EN_NEXT_UPDATE } from "./en-next-update.rules.ts";
import { EN_SPECULATION } from "./en-speculation.rules.ts";
import { EN_WORKAROUND } from "./en-workaround.rules.ts";
import { ES } from "./es.rules.ts";
import { FR } from "./fr.rules.ts";

/** All lists at once: many teams write in two languages, and a text need not say in which. */
export const LEXICONS: readonly Lexicon[] = [EN_SPECULATION, EN_BLAME, EN_NEXT_UPDATE, EN_WORKAROUND, DE, FR, ES];
