import type { StatusComponentEntity } from "../../entities/status-component.entity.ts";
import type { StatusPageEntity } from "../../entities/status-page.entity.ts";
import { stateOf, type Subscribed, type Subscription } from "../../services/subscriber/index.ts";
import { escape, plainPage, refusalOf } from "../plain-page.ts";

const choices = (components: readonly StatusComponentEntity[], takesAll: boolean, chosen: ReadonlySet<string>): string => `<fieldset><legend>Tell me of</legend>
<label><input type="radio" name="all" value="yes"${takesAll ? " checked" : ""}> everything</label>
<label><input type="radio" name="all" value="no"${takesAll ? "" : " checked"}> these alone:</label>
${components.map(({ slug, name }) => `<label><input type="checkbox" name="components" value="${escape(slug)}"${chosen.has(slug) ? " checked" : ""}> ${escape(name)}</label>`).join("\n")}
</fieldset>`;

/** Where somebody signs up. `token` is that of the page's link, where it has one. */
export function signUpPage(page: StatusPageEntity, components: readonly StatusComponentEntity[], token: string | null, refusal?: string): string {
  const title = `Be told what ${escape(page.name)} says`;
  return plainPage(title, title, `${refusalOf(refusal)}
<form method="post">
${token === null ? "" : `<input type="hidden" name="token" value="${escape(token)}">`}
<label for="address">E-mail address</label><input id="address" name="address" type="email" autocomplete="email" maxlength="254" required>
${choices(components, true, new Set())}
<button type="submit" class="main">Subscribe</button>
</form>
<p>We send a message with a link first; nothing else until you confirm.</p>`);
}

/** The same for every address. */
export const askedPage = ({ confirmWithin }: Subscribed): string => plainPage("Look into your inbox", "Look into your inbox",
  `<p role="status">We have sent a message to that address. Its link confirms, for ${Math.floor(confirmWithin / 86_400) || 1} days.</p>`);

export const confirmPage = ({ name }: Pick<StatusPageEntity, "name">, address: string): string => {
  const title = `Be told what ${escape(name)} says`;
  return plainPage(title, title, `<p>${escape(address)} will be told of incidents and maintenance.</p>
<form method="post"><button type="submit" class="main">Confirm</button></form>`);
};

const STANDING = {
  ACTIVE: "This address is told.", PENDING: "This address has not confirmed yet; the message to it has the link.",
  UNSUBSCRIBED: "This address is not told anything any more.", STOPPED: "Nothing arrived at this address any more, and so nothing more is sent there.",
};

/** `path` is the subscription's own. */
export function managePage({ subscriber, page, components, chosen }: Subscription, path: string, refusal?: string): string {
  const state = stateOf(subscriber);
  const isTold = state === "ACTIVE";
  const form = isTold
    ? `<form method="post" action="${escape(path)}">${choices(components, subscriber.takesAll, chosen)}<button type="submit" class="main">Save</button></form>
<form method="post" action="${escape(path)}/unsubscribe"><button type="submit">Unsubscribe</button></form>`
    : state === "PENDING" ? "" : `<form method="post" action="${escape(path)}/resubscribe"><button type="submit" class="main">Subscribe again</button></form>`;
  return plainPage(escape(page.name), escape(page.name), `${refusalOf(refusal)}<p><strong>${escape(subscriber.address)}</strong></p><p role="status">${STANDING[state]}</p>\n${form}`);
}

export const leavePage = ({ subscriber, page }: Subscription): string => plainPage(`Leave ${escape(page.name)}`, escape(page.name), `<p>${escape(subscriber.address)} will not be told anything any more.</p>
<form method="post"><button type="submit" class="main">Unsubscribe</button></form>`);

export const noSubscription = (message: string): string => plainPage("This did not work", "This did not work", refusalOf(message));
