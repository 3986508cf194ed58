import type { Frame } from "./frame.rules.ts";
import { GERMAN } from "./frame-de.rules.ts";
import { ENGLISH } from "./frame-en.rules.ts";

/** In each language that the hub brings along; the first is the fallback. */
export const FRAMES: readonly Frame[] = [ENGLISH, GERMAN];

const byLanguage = new Map(FRAMES.map((frame) => [frame.language, frame]));

/** The frame in a language, or the nearest to it: `de` for `de-AT`, and English where there is none. */
export const frameIn = (language: string | null | undefined): Frame => byLanguage.get(primary(language ?? "")) ?? ENGLISH;

/** Whether the hub has words of its own in it. */
export const isSpoken = (language: string): boolean => byLanguage.has(primary(language));

const primary = (language: string): string => language.toLowerCase().split(/[-_]/, 1)[0] ?? "";
