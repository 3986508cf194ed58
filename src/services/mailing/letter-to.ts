import type { DeliveryEntity } from "../../entities/delivery.entity.ts";
import type { ServiceContext } from "../context.ts";
import { letter } from "../delivery/letter.rules.ts";
import { filled, frameIn } from "../frame/index.ts";
import { unsubscribeUrl } from "./unsubscribe-link.ts";

type Renderer = Pick<ServiceContext, "db" | "secretKeys" | "publicUrl">;

interface Published {
  heading: string;
  body: string;
  reference: string;
  /** Of the text; null where nobody knows. */
  language: string | null;
  /** Where the public status page says of itself that it is. */
  pageUrl: string | null;
}

export interface Dressed {
  text: string;
  html: string;
  act: { unsubscribeUrl?: string };
}

/** The letter that a contact of a customer gets, put together as it goes out; what stands around the words is in the contact's language. Null for what goes to none. */
export async function letterTo(ctx: Renderer, { communicationId, payload }: Pick<DeliveryEntity, "communicationId" | "payload">): Promise<Dressed | null> {
  if (!communicationId || !payload.contactId) return null;
  const { heading, body, reference, language, pageUrl } = await wordsOf(ctx, communicationId);
  const url = unsubscribeUrl(ctx, payload.contactId);
  const frame = frameIn(payload.language);
  const page = pageUrl ?? (ctx.publicUrl ? new URL("/status", ctx.publicUrl).href : null);
  const form = letter({
    heading, text: body, footer: filled(frame.letter.because, { reference }), language: language ?? "", frameLanguage: frame.language,
    links: [...(page ? [{ label: frame.letter.statusPage, url: page }] : []), ...(url ? [{ label: frame.letter.unsubscribe, url }] : [])],
  });
  return { ...form, act: url ? { unsubscribeUrl: url } : {} };
}

const REMEMBERED = 20;
const remembered = new WeakMap<object, Map<string, Promise<Published>>>();

/** The text of what has gone out never changes; the last few messages are remembered, as each is asked for by thousands of letters. */
function wordsOf({ db }: Pick<ServiceContext, "db">, id: string): Promise<Published> {
  const known = remembered.get(db.dataSource) ?? new Map<string, Promise<Published>>();
  remembered.set(db.dataSource, known);
  const words = known.get(id) ?? read({ db }, id);
  known.set(id, words);
  words.catch(() => known.delete(id));
  const [oldest] = known.keys();
  if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest);
  return words;
}

async function read({ db }: Pick<ServiceContext, "db">, id: string): Promise<Published> {
  const [words]: Published[] = await db.query(
    `select coalesce(c.subject, i.title) as heading, c.body, i.reference, c.language, (select url from status_page where is_default) as "pageUrl"
     from communication c join incident i on i.id = c.incident_id where c.id = $1 and c.published_at is not null`, [id]);
  if (!words) throw new Error(`Communication ${id} is not published`);
  return words;
}
