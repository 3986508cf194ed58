import type { Page } from "../../services/answer/index.ts";
import { escape, plainPage, refusalOf } from "../plain-page.ts";

const NOTE = 2_000;

/** The business impact: a page's first line (product rules, section 6). */
const impactOf = ({ body }: Page): string => escape(body.split("\n", 1)[0] ?? "");

const about = ({ reference, title }: Page): string => `<p><strong>${escape(reference)}</strong> ${escape(title)}</p>`;

const sayPage = (page: Page, body: string, title = page.reference): string => plainPage(escape(title), impactOf(page), `${about(page)}\n${body}`);

/** What a link opens. Its button does what the link alone does not: mail scanners and previews open every link. */
export const ackPage = (page: Page, token: string, refusal?: string): string => sayPage(page, `${refusalOf(refusal)}
<form method="post" action="/ack/${escape(token)}">
<button type="submit" class="main">Acknowledge as ${escape(page.name)}</button>
<details><summary>Say something with it</summary><label for="note">Note</label><textarea id="note" name="note" rows="3" maxlength="${NOTE}"></textarea></details>
</form>`, `Acknowledge ${page.reference}`);

export const acknowledgedPage = (page: Page, at: Date): string =>
  sayPage(page, `<p role="status">${escape(page.name)} acknowledged this at ${at.toISOString().slice(0, 16).replace("T", " ")} UTC. You can close this page.</p>`);

export const overPage = (page: Page): string =>
  sayPage(page, `<p role="status">The incident is over (${escape(page.status.toLowerCase().replace("_", " "))}); there is nothing to acknowledge any more.</p>`);

export const noPage = (message: string): string => plainPage("This link does not work", "This link does not work", `${refusalOf(message)}\n<p>The newest message of the page has a link that does, if it is still open.</p>`);
