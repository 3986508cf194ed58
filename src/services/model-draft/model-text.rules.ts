import { tidyBody } from "../template/tidy.rules.ts";

/** A model's answer as plain text: without what it thought aloud, a fence or quotes around it, and emphasis. */
export function plainAnswer(answer: string): string {
  const said = answer.replace(/^\s*<think>[\s\S]*?<\/think>/i, "").trim();
  const [, fenced] = /^```[a-z]*\n([\s\S]*?)\n?```$/.exec(said) ?? [];
  const [, quoted] = /^"([^"]*)"$/.exec(fenced ?? said) ?? [];
  return tidyBody((quoted ?? fenced ?? said).replace(/\*\*([^*\n]+)\*\*/g, "$1"));
}

const MARKUP = /<\/?[a-z!?][^>]*>?|&(?:[a-z]{2,8}|#x?[0-9a-f]+);|\]\(|```|\{\{|\{%|^\s{0,3}#{1,6}\s|^\s*\|.*\|\s*$|\[[A-Z][^\]\n]{0,60}\]|javascript:|data:text/im;

/** What in it is no plain text, or a gap left for somebody to fill; null where there is none. */
export const markupIn = (text: string): string | null => MARKUP.exec(text)?.[0]?.slice(0, 40) ?? null;

const COMMON: Record<string, RegExp> = {
  en: /\b(?:the|and|we|is|are|have|has|of|to|for|with|by|this|your|our|been)\b/gi,
  de: /\b(?:der|die|das|und|wir|ist|sind|haben|hat|von|zu|für|mit|bis|dies|ihr|unser|wurde|ein|eine)\b/gi,
  fr: /\b(?:le|la|les|et|nous|est|sont|avons|une|des|pour|avec|par|cette|votre|notre|été)\b/gi,
  es: /\b(?:el|los|las|y|nosotros|es|son|hemos|una|para|con|por|esta|su|nuestro|sido|que)\b/gi,
};

/** Whether it reads as the language that was asked for; of languages it does not know it cannot tell. */
export function isInLanguage(text: string, language: string): boolean {
  const wanted = language.toLowerCase().split("-")[0] ?? "";
  if (!(wanted in COMMON)) return true;
  const counts = Object.entries(COMMON).map(([name, words]) => ({ name, count: text.match(words)?.length ?? 0 }));
  const most = Math.max(...counts.map(({ count }) => count));
  return counts.some(({ name, count }) => name === wanted && count === most);
}
