import { randomBytes } from "node:crypto";
import type { DataSource, EntityManager } from "typeorm";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { NoWallError } from "../../src/database/hub-role.ts";
import { openDatabase } from "../../src/database/open-database.ts";
import { SightedManager } from "../../src/database/sight.ts";
import type { IncidentEntity } from "../../src/entities/incident.entity.ts";
import type { ServiceContext } from "../../src/services/context.ts";
import * as incidents from "../../src/services/incident/index.ts";
import { assignRole, releaseRole } from "../../src/services/role/index.ts";
import { sightOf } from "../../src/services/access/index.ts";
import { aContext, aGround, anActor, anIncident, aResponder, HANGING } from "../support/second-wall.ts";
import { onServer } from "../support/cluster.ts";
import { useDatabase } from "../support/database.ts";

const database = useDatabase();
let hub: DataSource;
let owner: ServiceContext;
let secret: IncidentEntity;
let open: IncidentEntity;
beforeAll(async () => {
  hub = (await openDatabase({ url: database.url, poolSize: 1 })).source;
  owner = aContext(database.source.manager);
  open = await aGround(owner, {});
  secret = await aGround(owner, { private: true });
});
afterAll(() => hub.destroy());

const sees = async (db: EntityManager, id: string) => (await db.query("select 1 from incident where id = $1", [id])).length === 1;
const by = (names: string[]) => new SightedManager(hub, names);

describe("a statement that asks for nobody's sake", () => {
  test("finds no row of a private incident in any table, though it has no condition", async () => {
    for (const table of HANGING) {
      const column = table === "incident" ? "id" : "incident_id";
      const count = async (db: EntityManager, id: string) => (await db.query(`select count(*)::int as count from ${table} where ${column} = '${id}'`))[0].count;
      const [rows]: [{ count: number }] = await hub.manager.query(`select count(*)::int as count from ${table}`);
      expect([table, await count(owner.db, secret.id)]).not.toEqual([table, 0]);
      expect([table, await count(hub.manager, secret.id)]).toEqual([table, 0]);
      expect([table, rows.count]).toEqual([table, await count(owner.db, open.id)]);
      expect([table, await count(new SightedManager(hub, "*"), secret.id)]).toEqual([table, await count(owner.db, secret.id)]);
    }
  });

  test("changes none either, and adds nothing to one", async () => {
    const [, changed] = await hub.manager.query("update incident set title = 'Open' where private");
    expect(changed).toBe(0);
    await expect(hub.manager.query("insert into incident_member select $1, id from responder limit 1", [secret.id])).rejects.toThrow(/row-level security/);
    const [, hidden] = await hub.manager.query(`update incident set private = true where id = '${open.id}'`).catch(() => [[], 0]);
    expect(hidden).toBe(0);
  });

  test("neither goes around the wall nor takes it down", async () => {
    const [self] = await hub.query("select rolsuper, rolbypassrls, rolcreaterole, rolcanlogin from pg_roles where rolname = current_user");
    expect(self).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcanlogin: false });
    for (const sql of ["alter table incident disable row level security", "drop policy second_wall on incident", "truncate clock", "delete from timeline_event", "delete from migrations"])
      await expect(hub.query(sql)).rejects.toThrow(/must be owner|permission denied/);
    await expect(hub.query("reset role; select 1").then(() => sees(hub.manager, secret.id))).resolves.toBe(false);
  });
});

describe("a caller", () => {
  test("is shown the private incidents that they declared, hold a role on or are a member of, while that is so", async () => {
    const person = await aResponder(owner);
    const me = by(["some-key", person.id]);
    expect(await sees(me, secret.id)).toBe(false);
    await incidents.addMember(owner, { incidentId: secret.id, responderId: person.id });
    expect(await sees(me, secret.id)).toBe(true);
    await incidents.removeMember(owner, { incidentId: secret.id, responderId: person.id });
    expect(await sees(me, secret.id)).toBe(false);
    const role = { incidentId: secret.id, role: "EXPERT", responderId: person.id } as const;
    await assignRole(owner, role);
    expect(await sees(me, secret.id)).toBe(true);
    await releaseRole(owner, role);
    expect(await sees(me, secret.id)).toBe(false);
    const own = await anIncident({ ...owner, actor: anActor({ id: "some-key" }) }, { private: true });
    expect([await sees(me, own.id), await sees(by(["other-key"]), own.id)]).toEqual([true, false]);
  });

  test("leaves nothing of their sight on the connection, whatever becomes of the statement", async () => {
    const me = by([secret.declaredBy]);
    const blind = async () => expect([await sees(hub.manager, secret.id), await sees(by(["nobody"]), secret.id)]).toEqual([false, false]);
    expect(await sees(me, secret.id)).toBe(true);
    await blind();
    await expect(me.query("select 1 / 0 from incident")).rejects.toThrow("division by zero");
    await blind();
    await expect(me.query("select nonsense")).rejects.toThrow("nonsense");
    await expect(me.query("select nonsense")).rejects.toThrow("nonsense");
    await blind();
    await me.transaction(async (tx) => expect(await sees(tx, secret.id)).toBe(true));
    await blind();
    await expect(me.transaction((tx) => tx.query("select 1 / 0"))).rejects.toThrow("division by zero");
    await blind();
    expect(await Promise.all([sees(me, secret.id), sees(hub.manager, secret.id), sees(by([]), secret.id), sees(me, open.id)])).toEqual([true, false, false, true]);
  });

  test("has no name that is more than a name", async () => {
    for (const name of ["*", '"', "\\", '","ada', '"}', "{ada}", "ada,", ""]) expect([name, await sees(by([name]), secret.id)]).toEqual([name, false]);
    const odd = await anIncident({ ...owner, actor: anActor({ id: 'o"dd\\, {name}' }) }, { private: true });
    expect(await sees(by(['o"dd\\, {name}']), odd.id)).toBe(true);
  });

  test("declares a private incident, works on it and takes themselves off it", async () => {
    const person = await aResponder(owner);
    const actor = anActor({ id: "a-key", role: "RESPONDER", responderId: person.id });
    const ctx = aContext(new SightedManager(hub, sightOf(actor)), { actor });
    const own = await anIncident(ctx, { private: true, impact: { description: "Quiet" } });
    const role = { incidentId: own.id, role: "INCIDENT_COMMANDER", responderId: person.id, accepted: true } as const;
    expect(await assignRole(ctx, role)).toMatchObject({ commanderId: person.id });
    await database.source.query("update incident set declared_by = 'ada' where id = $1", [own.id]);
    const after = await releaseRole(ctx, role);
    expect(await incidents.find(owner, { id: own.id })).toMatchObject({ revision: after.revision, commanderId: null });
    expect(await incidents.find(ctx, { id: own.id })).toBeNull();
  });
});

describe("a login that may create no roles", () => {
  const name = `muster_login_${randomBytes(4).toString("hex")}`;
  const server = inject("serverUrl");
  const url = Object.assign(new URL(`/${name}`, server), { username: name, password: "secret" }).href;
  const opened = async <T>(work: (source: DataSource, warning: string | null) => Promise<T>) => {
    const { source, warning } = await openDatabase({ url, poolSize: 1 });
    return work(source, warning).finally(() => source.destroy());
  };
  beforeAll(async () => {
    await onServer(server, `create role ${name} login password 'secret' nosuperuser nocreaterole`);
    await onServer(server, `create database ${name} owner ${name}`);
  });
  afterAll(async () => {
    await onServer(server, `drop database ${name} with (force)`);
    await onServer(server, `drop role if exists muster_hub_of_${name}`);
    await onServer(server, `drop role ${name}`);
  });

  test("works as the owner, bound by the forced policies, and says which SQL gives it a role of its own", async () => {
    const sql = await opened(async (source, warning) => {
      expect(warning).toContain("may not create roles");
      await source.query("insert into incident_day values (now(), 1)");
      const forced = await source.query("select count(*)::int as count from pg_class where relname = 'incident' and relforcerowsecurity");
      expect(forced).toEqual([{ count: 1 }]);
      const [{ hidden }] = await source.query("select row_security_active('incident') as hidden");
      expect(hidden).toBe(true);
      return /create role ".*;/.exec(warning ?? "")?.[0] ?? "";
    });
    for (const statement of sql.split(";").filter((part) => part.trim())) await onServer(server, statement);
    await opened(async (source, warning) => {
      expect(warning).toBeNull();
      expect(await source.query("select current_user::text as name")).toEqual([{ name: `muster_hub_of_${name}` }]);
    });
  });

  test("makes the role itself once it may create roles", async () => {
    await onServer(new URL(`/${name}`, server).href, `drop owned by muster_hub_of_${name}`);
    await onServer(server, `drop role muster_hub_of_${name}`);
    await onServer(server, `alter role ${name} createrole`);
    await opened(async (source, warning) => {
      expect(warning).toBeNull();
      expect(await source.query("select current_user::text as name")).toEqual([{ name: `muster_hub_of_${name}` }]);
    });
    await onServer(server, `alter role ${name} nocreaterole`);
  });

  test("is refused where it passes by row security", async () => {
    await onServer(server, `revoke muster_hub_of_${name} from ${name} cascade`);
    await onServer(server, `alter role ${name} bypassrls`);
    await expect(openDatabase({ url })).rejects.toThrow(NoWallError);
    await expect(openDatabase({ url })).rejects.toThrow(/grant "muster_hub_of_/);
  });
});
