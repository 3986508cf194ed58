import type { ServiceContext } from "../context.ts";
import { isOpen } from "../incident/incident.rules.ts";
import { type Answer, answerPage } from "./answer-page.ts";
import { type Page, pagesByPhone } from "./page.store.ts";
import { replyIn } from "./reply.rules.ts";

const MOST_LISTED = 5;

export interface Said {
  text: string;
  /** Whether it spoke of a page of theirs. */
  isKnown: boolean;
}

/**
 * Answers a text message that came from a phone: acknowledges the page whose code it says, of those that were sent to that
 * phone, and says what came of it. Yes without a code does where only one page is open.
 */
export async function answerByText(ctx: ServiceContext, from: string, text: string): Promise<Said> {
  const reply = replyIn(text);
  const pages = await pagesByPhone(ctx, from);
  const open = pages.filter((page) => !page.acknowledgedAt && isOpen(page));
  if (reply && "code" in reply) {
    const page = pages.find(({ code }) => code === reply.code);
    return page ? known(await answerPage(ctx, page, { via: "SMS" })) : unknown(`Muster: no page of yours has the code ${reply.code}.${listed(open)}`);
  }
  const [only, ...others] = open;
  if (!only) return unknown("Muster: there is no page of yours to acknowledge.");
  if (reply && others.length === 0) return known(await answerPage(ctx, only, { via: "SMS" }));
  return unknown(`Muster: not understood.${listed(open)}`);
}

const known = (answer: Answer): Said => ({ text: inWords(answer), isKnown: true });
const unknown = (text: string): Said => ({ text, isKnown: false });

const listed = (open: readonly (Page & { code: string })[]): string =>
  open.length === 0 ? "" : ` Reply ${open.slice(0, MOST_LISTED).map(({ code, reference }) => `${code} for ${reference}`).join(", or ")}.`;

/** For somebody who has only a phone. */
export function inWords({ state, page: { reference } }: Pick<Answer, "state"> & { page: Pick<Page, "reference"> }): string {
  if (state === "ACKNOWLEDGED") return `Muster: you have acknowledged ${reference}.`;
  return state === "ALREADY" ? `Muster: you had acknowledged ${reference} already.` : `Muster: ${reference} is over; there is nothing to acknowledge.`;
}
