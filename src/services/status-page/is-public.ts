import type { ServiceContext } from "../context.ts";

/** Whether what is said of an entry shows on a public page: it is about no component, or about one that a public page has. */
export async function isPublic({ db }: Pick<ServiceContext, "db">, updateId: string): Promise<boolean> {
  const [{ shown }] = await db.query(
    `select e.is_general or exists (
       select 1 from status_page p, status_entry_component of_entry join status_component c on c.id = of_entry.component_id
       where p.kind = 'PUBLIC' and of_entry.entry_id = e.id and not c.is_internal and (not exists (select 1 from status_page_component where page_id = p.id)
         or exists (select 1 from status_page_component chosen where chosen.page_id = p.id and chosen.component_id = c.id))) as shown
     from status_entry_update said join status_entry e on e.id = said.entry_id where said.id = $1`, [updateId]);
  return shown;
}
