import type { ServiceContext } from "../context.ts";

export interface Published {
  heading: string;
  body: string;
  reference: string;
  /** Of the text; null where nobody knows. */
  language: string | null;
  /** Where the public status page says of itself that it is. */
  pageUrl: string | null;
}

const REMEMBERED = 20;
const remembered = new WeakMap<object, Map<string, Promise<Published>>>();

/** The text of what has gone out never changes; the last few messages are remembered, as each is asked for by thousands of letters. */
export function publishedWords({ db }: Pick<ServiceContext, "db">, id: string): Promise<Published> {
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
