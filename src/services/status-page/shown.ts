/**
 * The condition under which an entry is on a page: it is about no component, or one that is there; and on an account's page its
 * incident hits that account, or nobody has said yet whom. The parameters hold the page's components and its account, if it has one.
 */
export const shownEntries = (components: string, customer: string): string => `
  (status_entry.is_general
    or exists (select 1 from status_entry_component c where c.entry_id = status_entry.id and c.component_id = any(${components}::uuid[])))
  and (${customer}::uuid is null or status_entry.incident_id is null
    or exists (select 1 from affected_customer a where a.incident_id = status_entry.incident_id and a.customer_id = ${customer})
    or not exists (select 1 from affected_customer a where a.incident_id = status_entry.incident_id))`;
