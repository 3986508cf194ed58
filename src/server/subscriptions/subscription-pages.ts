import type { StatusComponentEntity } from "../../entities/status-component.entity.ts";
import type { StatusPageEntity } from "../../entities/status-page.entity.ts";
import type { DomainError } from "../../services/errors.ts";
import { filled, type Frame, FRAMES, spanIn } from "../../services/frame/index.ts";
import { stateOf, type Subscribed, type Subscription } from "../../services/subscriber/index.ts";
import { escape, plainPage, refusalOf } from "../plain-page.ts";

const choices = ({ pages }: Frame, components: readonly StatusComponentEntity[], takesAll: boolean, chosen: ReadonlySet<string>): string => `<fieldset><legend>${pages.tellMeOf}</legend>
<label><input type="radio" name="all" value="yes"${takesAll ? " checked" : ""}> ${pages.everything}</label>
<label><input type="radio" name="all" value="no"${takesAll ? "" : " checked"}> ${pages.theseAlone}</label>
${components.map(({ slug, name }) => `<label><input type="checkbox" name="components" value="${escape(slug)}"${chosen.has(slug) ? " checked" : ""}> ${escape(name)}</label>`).join("\n")}
</fieldset>`;

const languages = ({ pages, language }: Frame): string => `<label for="language">${pages.language}</label><select id="language" name="language">
${FRAMES.map((one) => `<option value="${one.language}" lang="${one.language}"${one.language === language ? " selected" : ""}>${one.name}</option>`).join("\n")}
</select>`;

/** Where somebody signs up. `token` is that of the page's link, where it has one. */
export function signUpPage(frame: Frame, page: StatusPageEntity, components: readonly StatusComponentEntity[], token: string | null): string {
  const { pages, language } = frame;
  const title = filled(pages.title, { page: escape(page.name) });
  return plainPage(title, title, `<form method="post">
${token === null ? "" : `<input type="hidden" name="token" value="${escape(token)}">`}
<label for="address">${pages.address}</label><input id="address" name="address" type="email" autocomplete="email" maxlength="254" required>
${choices(frame, components, true, new Set())}
${languages(frame)}
<button type="submit" class="main">${pages.subscribe}</button>
</form>
<p>${pages.linkFirst}</p>`, language);
}

/** The same for every address. */
export const askedPage = ({ pages, language, locale }: Frame, { confirmWithin }: Subscribed): string =>
  plainPage(pages.inbox, pages.inbox, `<p role="status">${filled(pages.asked, { span: spanIn(locale, confirmWithin) })}</p>`, language);

export const confirmPage = ({ pages, language }: Frame, { name }: Pick<StatusPageEntity, "name">, address: string): string => {
  const title = filled(pages.title, { page: escape(name) });
  return plainPage(title, title, `<p>${filled(pages.willBeTold, { address: escape(address) })}</p>
<form method="post"><button type="submit" class="main">${pages.confirm}</button></form>`, language);
};

/** `path` is the subscription's own. */
export function managePage(frame: Frame, { subscriber, page, components, chosen }: Subscription, path: string): string {
  const { pages, standing, language } = frame;
  const state = stateOf(subscriber);
  const isTold = state === "ACTIVE";
  const form = isTold
    ? `<form method="post" action="${escape(path)}">${choices(frame, components, subscriber.takesAll, chosen)}${languages(frame)}<button type="submit" class="main">${pages.save}</button></form>
<form method="post" action="${escape(path)}/unsubscribe"><button type="submit">${pages.unsubscribe}</button></form>`
    : state === "PENDING" ? "" : `<form method="post" action="${escape(path)}/resubscribe"><button type="submit" class="main">${pages.again}</button></form>`;
  return plainPage(escape(page.name), escape(page.name), `<p><strong>${escape(subscriber.address)}</strong></p><p role="status">${standing[state]}</p>\n${form}`, language);
}

export const leavePage = ({ pages, language }: Frame, { subscriber, page }: Subscription): string =>
  plainPage(filled(pages.leave, { page: escape(page.name) }), escape(page.name), `<p>${filled(pages.willNotBeTold, { address: escape(subscriber.address) })}</p>
<form method="post"><button type="submit" class="main">${pages.unsubscribe}</button></form>`, language);

export const noSubscription = ({ pages, refusals, language }: Frame, { code, message }: DomainError): string => plainPage(pages.failed, pages.failed, refusalOf(refusals[code] ?? message), language);
