/**
 * Row security on a table that hangs on incidents by `column`: its rows are there for whoever may see the incident.
 * A migration that makes such a table runs this too; a test fails for one without.
 */
export const hangsOnIncident = (table: string, column = "incident_id"): string =>
  wall(table, `(select sees_all()) or ${column} not in (select hidden_incidents(callers(), let_in()))`,
    // Of the one row that is written, its incident is looked up faster than all that are hidden.
    `exists (select 1 from incident of_row where of_row.id = ${column})`);

/**
 * Row security on a table: what is shown of it, and what may be written where that is not the same. Forced: it holds for
 * the owner of the table as well.
 */
export const wall = (table: string, shown: string, written = shown): string => `
  alter table ${table} enable row level security;
  alter table ${table} force row level security;
  create policy second_wall on ${table} using (${shown}) with check (${written});`;

export const noWall = (table: string): string => `
  drop policy second_wall on ${table};
  alter table ${table} no force row level security;
  alter table ${table} disable row level security;`;
