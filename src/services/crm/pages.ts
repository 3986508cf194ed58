import { createHash } from "node:crypto";
import type { CrmSettingEntity } from "../../entities/crm.entity.ts";
import { type Asking, askPage, type CrmAnswer } from "./ask-page.ts";
import { exactJson, type Expression, expression } from "./expression.ts";
import { PullProblem } from "./pull-problem.ts";
import { nextLink, type Place, urlOf } from "./url.rules.ts";

export interface CrmPage {
  number: number;
  accounts: unknown[];
  /** The address of the page behind it; null where there is none. */
  onwards: () => string | null;
}

export interface Reading extends Asking {
  setting: Omit<CrmSettingEntity, "sealed">;
  place: Place;
}

/** The pages of an endpoint, one held at a time. Bounded in every way: by number, by coming round in a circle, and by what an answer may be. */
export async function* pagesOf(reading: Reading): AsyncGenerator<CrmPage> {
  const { setting, place } = reading;
  const items = expression("items", setting.items);
  const next = setting.next === null ? null : expression("next", setting.next);
  const seen = new Set<string>();
  let url = urlOf(setting.url, { ...place, page: setting.firstPage, cursor: "" });
  const { origin } = new URL(url);
  for (let number = 1; ; number += 1) {
    if (number > setting.mostPages) throw new PullProblem("PAGING", "mostPages", `There is more after ${setting.mostPages} pages, the most that \`mostPages\` allows`);
    const current = url;
    const answer = await askPage(reading, current, number);
    const print = createHash("sha256").update(answer.body).digest("base64");
    const data = bodyOf(answer, number);
    const accounts = foundBy(items, data, number, "items");
    if (!Array.isArray(accounts)) throw new PullProblem("EXPRESSION", "items", `\`items\` finds ${kindOf(accounts)} on page ${number}, where a list is expected`);
    if (accounts.length > 0 && seen.has(print)) throw new PullProblem("PAGING", "next", `Page ${number} is one that came before: the paging goes in a circle`);
    seen.add(print);
    const onwards = () => {
      const to = followingUrl(reading, answer, next && foundBy(next, data, number, "next"), current, number, accounts.length);
      if (to === null) return null;
      if (new URL(to).origin !== origin) throw new PullProblem("PAGING", "next", `Page ${number + 1} lies at ${new URL(to).origin}, and not at ${origin}, which alone is given the secret`);
      if (to === current || seen.has(to)) throw new PullProblem("PAGING", "next", `Page ${number} leads back to one that was read before`);
      return to;
    };
    yield { number, accounts, onwards };
    const following = onwards();
    if (following === null) return;
    seen.add(current).add(following);
    url = following;
  }
}

function followingUrl({ setting, place }: Reading, { headers }: CrmAnswer, said: unknown, url: string, number: number, count: number): string | null {
  switch (setting.paging) {
    case "NONE": return null;
    case "PAGE": return count === 0 || (setting.next !== null && !said) ? null : urlOf(setting.url, { ...place, page: setting.firstPage + number });
    case "CURSOR": return isGone(said) ? null : urlOf(setting.url, { ...place, cursor: word(said, number) });
    case "NEXT_URL": return isGone(said) ? null : resolved(word(said, number), url, number);
    case "LINK": {
      const link = nextLink(headers["link"]);
      return link === null ? null : resolved(link, url, number);
    }
  }
}

const isGone = (said: unknown) => said === null || said === undefined || said === false || said === "";

function word(said: unknown, number: number): string {
  if (typeof said === "string" || typeof said === "number") return String(said);
  throw new PullProblem("EXPRESSION", "next", `\`next\` finds ${kindOf(said)} on page ${number}, where text is expected`);
}

function resolved(link: string, base: string, number: number): string {
  if (!URL.canParse(link, base)) throw new PullProblem("PAGING", "next", `What page ${number} names as the next one is no address`);
  return new URL(link, base).href;
}

function bodyOf({ body }: CrmAnswer, number: number): unknown {
  try {
    return exactJson(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch (error) {
    throw new PullProblem("UNREADABLE", "url", `Page ${number} is no JSON in UTF-8: ${(error as Error).message.slice(0, 200)}`);
  }
}

function foundBy(ask: Expression, data: unknown, number: number, name: "items" | "next"): unknown {
  try {
    return ask(data);
  } catch (error) {
    throw new PullProblem("EXPRESSION", name, `\`${name}\` fails on page ${number}: ${(error as Error).message.slice(0, 200)}`);
  }
}

const kindOf = (value: unknown) => (value === null || value === undefined ? "nothing" : Array.isArray(value) ? "a list" : typeof value === "object" ? "an object" : `a ${typeof value}`);
