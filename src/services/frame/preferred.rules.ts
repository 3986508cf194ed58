import { isSpoken } from "./frame-in.rules.ts";

const LONGEST = 1_000;
const TAG = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/;

/** What a browser asks for (`Accept-Language`): the first language in which the hub has words of its own, else the first of all; null where it names none. */
export function preferred(header: string | undefined): string | null {
  const tags = (header ?? "").slice(0, LONGEST).split(",").map(weighed).filter(({ tag, weight }) => TAG.test(tag) && weight > 0).sort((a, b) => b.weight - a.weight).map(({ tag }) => tag);
  return tags.find(isSpoken) ?? tags[0] ?? null;
}

function weighed(part: string): { tag: string; weight: number } {
  const [tag = "", ...parameters] = part.split(";").map((one) => one.trim());
  const weight = Number(parameters.find((one) => one.startsWith("q="))?.slice(2) ?? "1");
  return { tag, weight: Number.isNaN(weight) ? 0 : weight };
}
