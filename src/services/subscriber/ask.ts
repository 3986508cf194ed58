import type { StatusPageEntity } from "../../entities/status-page.entity.ts";
import type { StatusSubscriberEntity } from "../../entities/status-subscriber.entity.ts";
import type { ServiceContext } from "../context.ts";
import { deliver } from "../delivery/index.ts";
import { frameIn } from "../frame/index.ts";

type Asked = Pick<StatusSubscriberEntity, "id" | "kind" | "address" | "language" | "askedAt">;

/**
 * Asks addresses whether they want to be told, once for each `askedAt`: what is sent says how they stand by then. The link,
 * or the challenge to an endpoint, is made when it is sent.
 */
export async function ask(tx: ServiceContext, page: Pick<StatusPageEntity, "name">, subscribers: readonly Asked[]): Promise<void> {
  await deliver(tx, subscribers.map(({ id, kind, address, language, askedAt }) => ({
    key: `subscriber/${id}/${askedAt?.getTime()}`, channel: kind, address, subject: `[${page.name}] ${frameIn(language).question.subject}`, text: "", payload: { subscriber: { id, asks: true } },
  })));
}
