import type { BuiltIn } from "./built-in.ts";
import { DE } from "./de.ts";
import { EN } from "./en.ts";

/** Every template that the hub brings along; a language is a file of its own here. */
export const BUILT_IN: readonly BuiltIn[] = [...EN, ...DE];
