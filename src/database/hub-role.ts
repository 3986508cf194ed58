import type { DataSource } from "typeorm";

/** Tables to which the hub adds and whose rows it never changes. */
const APPEND_ONLY = ["timeline_event", "audit_entry", "audit_seal"];

/** How the hub works on its database. */
export interface HubRole {
  /** The role it takes on; null where its login has to do. */
  role: string | null;
  /** What is to be said of it, and the SQL that an administrator runs. */
  warning: string | null;
}

/** Row security cannot be put up against this login. */
export class NoWallError extends Error {}

interface Login {
  name: string;
  database: string;
  above: boolean;
  may_create: boolean;
  exists: boolean;
  is_member: boolean;
}

/**
 * Sees to the role that the hub works as, which owns nothing and is bound by row security, and to what it may do. It is
 * named after the login: roles belong to the whole server, and hubs of other logins on it have to stay out. A login that
 * may create no role and is no superuser is bound itself, since policies are forced: the hub then works as that and says so.
 * Called under the lock of the migrations, in a database that is up to date.
 */
export async function ensureHubRole(owner: DataSource): Promise<HubRole> {
  const [{ name }]: [{ name: string }] = await owner.query("select current_user as name");
  const role = hubRoleOf(name);
  const [login]: [Login] = await owner.query(LOGIN, [role]);
  if (!login.is_member && !login.may_create) {
    const sql = grants(login, role);
    if (login.above) throw new NoWallError(`The database user ${name} passes by row security and may not create roles. As an administrator of the server run: ${sql}`);
    return { role: null, warning: `The database user ${name} may not create roles: the hub works as the owner of its tables. For a role of its own run: ${sql}` };
  }
  if (!login.is_member) await owner.query(creation(login, role));
  await owner.query(rights(role));
  return { role, warning: null };
}

/** PostgreSQL cuts longer names off. */
export const hubRoleOf = (login: string): string => `muster_hub_of_${login}`.slice(0, 63);

const LOGIN = `
  select current_user as name, current_database() as database, r.rolsuper or r.rolbypassrls as above, r.rolsuper or r.rolcreaterole as may_create,
    exists (select 1 from pg_roles where rolname = $1) as exists,
    exists (select 1 from pg_auth_members m join pg_roles g on g.oid = m.roleid where g.rolname = $1 and m.member = r.oid
      and coalesce((to_jsonb(m) ->> 'set_option')::boolean, true)) as is_member
  from pg_roles r where r.rolname = current_user`;

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const grants = ({ name }: Login, role: string): string => `create role ${quote(role)} nologin; grant ${quote(role)} to ${quote(name)};`;

/** Another database's hub of the same login may be at it: roles are the server's. */
const creation = (login: Login, role: string): string => `
  do $$ begin
    perform pg_advisory_xact_lock(7226003);
    ${login.exists ? "" : `begin create role ${quote(role)} nologin; exception when duplicate_object or unique_violation then null; end;`}
    grant ${quote(role)} to ${quote(login.name)};
  end $$;`;

const rights = (role: string): string => `
  grant usage on schema public to ${quote(role)};
  grant select, insert, update, delete on all tables in schema public to ${quote(role)};
  revoke insert, update, delete on migrations from ${quote(role)};
  revoke update, delete on ${APPEND_ONLY.join(", ")} from ${quote(role)};`;
