import { createHash } from "node:crypto";
import type { CrmSettingEntity } from "../../entities/crm.entity.ts";
import { exactJson, type Expression, expression } from "./expression.ts";
import { nextLink, type Place, urlOf } from "./url.rules.ts";

export interface CrmAnswer {
  status: number;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: Buffer;
}

/** The hub's way out: an answer, or in words why there is none and whether another attempt might get one. */
export type AskCrm = (url: string, headers: Readonly<Record<string, string>>) => Promise<CrmAnswer | { obstacle: string; mayPass: boolean }>;

/** Why a pull ends early; for whoever set it up. */
export class PullProblem extends Error {}

export interface CrmPage {
  number: number;
  accounts: unknown[];
}

export interface Reading {
  setting: CrmSettingEntity;
  secret: string | null;
  place: Place;
  ask: AskCrm;
  now: () => Date;
  /** Waits so many milliseconds. */
  wait: (ms: number) => Promise<void>;
}

const ATTEMPTS = 4;
/** A CRM that wants to be left alone for longer is asked again by the next pull. */
const PATIENCE_MS = 60_000;

/** The pages of an endpoint, one held at a time. Bounded in every way: by number, by coming round in a circle, and by what an answer may be. */
export async function* pagesOf(reading: Reading): AsyncGenerator<CrmPage> {
  const { setting, place } = reading;
  const items = expression("items", setting.items);
  const next = setting.next === null ? null : expression("next", setting.next);
  const seen = new Set<string>();
  let url = urlOf(setting.url, { ...place, page: setting.firstPage, cursor: "" });
  const { origin } = new URL(url);
  for (let number = 1; ; number += 1) {
    if (number > setting.mostPages) throw new PullProblem(`There is more after ${setting.mostPages} pages, the most that \`mostPages\` allows`);
    if (new URL(url).origin !== origin) throw new PullProblem(`Page ${number} lies at ${new URL(url).origin}, and not at ${origin}, which alone is given the secret`);
    const answer = await asked(reading, url, number);
    const print = createHash("sha256").update(answer.body).digest("base64");
    const data = bodyOf(answer, number);
    const accounts = foundBy(items, data, number, "items");
    if (!Array.isArray(accounts)) throw new PullProblem(`\`items\` finds ${kindOf(accounts)} on page ${number}, where a list is expected`);
    if (accounts.length > 0 && seen.has(print)) throw new PullProblem(`Page ${number} is one that came before: the paging goes in a circle`);
    seen.add(print);
    yield { number, accounts };
    const following = followingUrl(reading, answer, next && foundBy(next, data, number, "next"), url, number, accounts.length);
    if (following === null) return;
    seen.add(url);
    if (seen.has(following)) throw new PullProblem(`Page ${number} leads back to one that was read before`);
    seen.add(following);
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
  throw new PullProblem(`\`next\` finds ${kindOf(said)} on page ${number}, where text is expected`);
}

function resolved(link: string, base: string, number: number): string {
  if (!URL.canParse(link, base)) throw new PullProblem(`What page ${number} names as the next one is no address`);
  return new URL(link, base).href;
}

async function asked(reading: Reading, url: string, number: number): Promise<CrmAnswer> {
  const { setting, secret, ask, wait, now } = reading;
  for (let attempt = 1; ; attempt += 1) {
    const answer = await ask(url, { accept: "application/json", "user-agent": "muster", ...(secret !== null && { [setting.authHeader]: secret }) });
    if ("status" in answer && answer.status === 200) return answer;
    const why = "status" in answer ? `Page ${number}: the CRM answers ${answer.status}${MEANING[answer.status] ?? ""}` : `Page ${number}: ${answer.obstacle}`;
    const mayPass = "status" in answer ? answer.status === 429 || answer.status >= 500 : answer.mayPass;
    const pause = "status" in answer ? (retryAfter(answer.headers["retry-after"], now()) ?? 1_000 * 2 ** (attempt - 1)) : 1_000 * 2 ** (attempt - 1);
    if (!mayPass) throw new PullProblem(why);
    if (pause > PATIENCE_MS) throw new PullProblem(`${why}, and asks to be left alone for ${Math.ceil(pause / 1_000)} s`);
    if (attempt === ATTEMPTS) throw new PullProblem(`${why}; it was asked ${ATTEMPTS} times`);
    await wait(pause);
  }
}

const MEANING: Record<number, string> = { 401: ": it does not take the secret", 403: ": the secret may not read this", 404: ": there is nothing at this address", 429: ": it was asked too often" };

/** Seconds, or a date (RFC 9110, 10.2.3), as milliseconds from now. */
function retryAfter(header: string | string[] | undefined, now: Date): number | null {
  const [value = ""] = [header].flat();
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1_000;
  const at = /^[A-Z][a-z]{2},/.test(value) ? Date.parse(value) : NaN;
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime());
}

function bodyOf({ body }: CrmAnswer, number: number): unknown {
  try {
    return exactJson(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch (error) {
    throw new PullProblem(`Page ${number} is no JSON in UTF-8: ${(error as Error).message.slice(0, 200)}`);
  }
}

function foundBy(ask: Expression, data: unknown, number: number, name: string): unknown {
  try {
    return ask(data);
  } catch (error) {
    throw new PullProblem(`\`${name}\` fails on page ${number}: ${(error as Error).message.slice(0, 200)}`);
  }
}

const kindOf = (value: unknown) => (value === null || value === undefined ? "nothing" : Array.isArray(value) ? "a list" : typeof value === "object" ? "an object" : `a ${typeof value}`);
