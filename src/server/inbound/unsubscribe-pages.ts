import type { DomainError } from "../../services/errors.ts";
import { filled, type Frame } from "../../services/frame/index.ts";
import { contactState, type Subscription } from "../../services/mailing/index.ts";
import { escape, plainPage, refusalOf } from "../plain-page.ts";

const form = (token: string, wish: "leave" | "return", label: string): string => `<form method="post" action="/unsubscribe/${escape(token)}">
<input type="hidden" name="wish" value="${wish}">
<button type="submit" class="main">${label}</button>
</form>`;

/** What the link of an e-mail opens. Its button does what the link alone does not: mail scanners open every link. */
export function subscriptionPage({ leave, language }: Frame, subscription: Subscription, token: string): string {
  const whom = { address: `<strong>${escape(subscription.email)}</strong>` };
  return contactState(subscription) === "ACTIVE"
    ? plainPage(leave.title, leave.title, `<p>${filled(leave.isWritten, whom)}</p>\n${form(token, "leave", leave.stop)}`, language)
    : plainPage(leave.stopped, leave.stopped, `<p role="status">${filled(leave.isNotWritten, whom)}</p>\n${form(token, "return", leave.again)}`, language);
}

export const noSubscriptionPage = ({ leave, refusals, language }: Frame, { code, message }: DomainError): string =>
  plainPage(leave.noLink, leave.noLink, `${refusalOf(refusals[code] ?? message)}\n<p>${leave.newest}</p>`, language);
