import type { ServiceContext } from "../context.ts";
import { byKey, listsByKey } from "../load.ts";
import type { Admitted } from "./candidates.ts";
import type { ListName, Reference } from "./list.ts";

type Target = Exclude<ListName, "customers">;

const IDS: Record<Target, string> = {
  teams: "select id, slug as key from team where slug = any($1)",
  responders: "select id, email as key from responder where email = any($1)",
  schedules: "select id, slug as key from schedule where slug = any($1)",
  services: "select id, slug as key from service where slug = any($1)",
  componentGroups: "select id, slug as key from status_component_group where slug = any($1)",
  components: "select id, slug as key from status_component where slug = any($1)",
};

/** A row's name among those of all lists. */
export const nameOf = (list: ListName, key: string): string => `${list}:${key}`;

/** The ids of the rows that are referred to and are in the tables, by name. */
export async function storedNames({ db }: ServiceContext, references: Reference[]): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const [list, ofList] of listsByKey(references, ({ list }) => list)) {
    const keys = new Set(ofList.map(({ key }) => key));
    const rows: { id: string; key: string }[] = await db.query(IDS[list as Target], [[...keys]]);
    for (const { id, key } of rows) names.set(nameOf(list, key), id);
  }
  return names;
}

/** The ids of the rows on their way, by name. */
export const namesOf = (rows: readonly Admitted[]): Map<string, string> =>
  new Map([...byKey([...rows], ({ list, key }) => nameOf(list.name, key))].map(([name, { id }]) => [name, id]));
