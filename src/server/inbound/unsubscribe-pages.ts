import type { Subscription } from "../../services/mailing/index.ts";
import { escape, plainPage, refusalOf } from "../plain-page.ts";

const form = (token: string, wish: "leave" | "return", label: string): string => `<form method="post" action="/unsubscribe/${escape(token)}">
<input type="hidden" name="wish" value="${wish}">
<button type="submit" class="main">${label}</button>
</form>`;

/** What the link of an e-mail opens. Its button does what the link alone does not: mail scanners open every link. */
export function subscriptionPage({ email, unsubscribedAt }: Subscription, token: string): string {
  const whom = `<strong>${escape(email)}</strong>`;
  return unsubscribedAt === null
    ? plainPage("E-mails about incidents", "E-mails about incidents", `<p>${whom} is written to when an incident affects your account.</p>\n${form(token, "leave", "Stop these e-mails")}`)
    : plainPage("E-mails stopped", "E-mails stopped", `<p role="status">${whom} is not written to about incidents any more.</p>\n${form(token, "return", "Write to me again")}`);
}

export const noSubscriptionPage = (message: string): string => plainPage("This link does not work", "This link does not work", `${refusalOf(message)}\n<p>The newest e-mail has a link that does.</p>`);
