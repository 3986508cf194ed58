import type { EntityManager } from "typeorm";
import { v7 as uuid } from "uuid";
import { CustomerEntity } from "../../src/entities/customer.entity.ts";
import type { IncidentEntity } from "../../src/entities/incident.entity.ts";
import { ResponderEntity } from "../../src/entities/responder.entity.ts";
import type { Layer } from "../../src/entities/schedule.ts";
import { ScheduleEntity, ScheduleOverrideEntity } from "../../src/entities/schedule.entity.ts";
import { ServiceEntity } from "../../src/entities/service.entity.ts";
import { TeamEntity, TeamRoleEntity } from "../../src/entities/team.entity.ts";
import type { IncidentRole } from "../../src/entities/vocabulary.ts";
import type { Actor } from "../../src/services/access/index.ts";
import type { ServiceContext } from "../../src/services/context.ts";
import * as incidents from "../../src/services/incident/index.ts";
import { insert } from "../../src/services/rows.ts";

export const NOON = new Date("2030-01-01T12:00:00.000Z");
export const at = (minutes: number): Date => new Date(NOON.getTime() + minutes * 60_000);

export const anActor = (over: Partial<Actor> = {}): Actor => ({ id: "ada", name: "Ada", role: "ADMIN", scopes: [], responderId: null, ...over });

/** A context at noon, unless `now` is moved. */
export function aContext(db: EntityManager, over: Partial<ServiceContext> = {}): ServiceContext {
  return { db, actor: anActor(), now: () => NOON, wakeups: { ring: () => {} }, ...over };
}

/** The same caller at another time. */
export const later = (ctx: ServiceContext, minutes: number): ServiceContext => ({ ...ctx, now: () => at(minutes) });

let made = 0;
/** Of one length, so that they sort in the order they were made. */
const next = (noun: string) => `${noun}-${String(++made).padStart(6, "0")}`;

export async function aTeam(ctx: ServiceContext, over: Partial<TeamEntity> = {}, roles: Partial<Record<IncidentRole, string>> = {}): Promise<TeamEntity> {
  const slug = next("team");
  const team = { id: uuid(), slug, name: slug, catchAll: false, timeZone: "UTC", workingHours: null, ladder: null, updatedAt: NOON, ...over };
  await ctx.db.insert(TeamEntity, team);
  for (const [role, responderId] of Object.entries(roles)) await ctx.db.insert(TeamRoleEntity, { teamId: team.id, role: role as IncidentRole, responderId });
  return team;
}

export async function aResponder(ctx: ServiceContext, over: Partial<ResponderEntity> = {}): Promise<ResponderEntity> {
  const name = next("person");
  const person = { id: uuid(), name, email: `${name}@example.com`, title: null, teamId: null, timeZone: "UTC", workingHours: null, contactMethods: [], updatedAt: NOON, ...over };
  await ctx.db.insert(ResponderEntity, person);
  return person;
}

export async function aService(ctx: ServiceContext, over: Partial<ServiceEntity> = {}): Promise<ServiceEntity> {
  const slug = next("service");
  const service = { id: uuid(), slug, name: slug, tier: 1, ownerTeamId: null, updatedAt: NOON, ...over };
  await ctx.db.insert(ServiceEntity, service);
  return service;
}

/** `count` accounts that use the service. */
export async function someCustomers(ctx: ServiceContext, count: number, over: Partial<CustomerEntity> = {}, service?: ServiceEntity): Promise<CustomerEntity[]> {
  const customers = Array.from({ length: count }, () => {
    const externalId = next("account");
    return {
      id: uuid(), externalId, name: externalId, arrAmount: "1000", arrCurrency: "USD", strategic: false, plan: null, region: null, renewalOn: null,
      activeEscalation: false, executiveSponsorEngaged: false, usage: "0", ownerId: null, updatedAt: NOON, ...over,
    };
  });
  await insert(ctx, CustomerEntity, customers);
  if (service) await ctx.db.query("insert into customer_service select unnest($1::uuid[]), $2::uuid", [customers.map(({ id }) => id), service.id]);
  return customers;
}

export function anIncident(ctx: ServiceContext, over: Partial<incidents.DeclareIncident> = {}): Promise<IncidentEntity> {
  return incidents.declare(ctx, { title: "Checkout is down", source: "MONITORING", ...over });
}

/** On call always: whoever is put into it. */
export const EMPTY_LAYER: Layer = {
  name: "", priority: 0, timeZone: null, from: null, until: null, rotation: null, responderIds: [], shifts: [], events: [], windows: [],
};

export async function aSchedule(ctx: ServiceContext, over: Partial<ScheduleEntity> = {}): Promise<ScheduleEntity> {
  const slug = next("schedule");
  const schedule = { id: uuid(), slug, name: slug, timeZone: "UTC", teamId: null, layers: [], temporary: [], history: null, createdAt: NOON, updatedAt: NOON, ...over };
  await ctx.db.insert(ScheduleEntity, schedule);
  return schedule;
}

/** One that lies far ahead, unless told otherwise. */
export async function anOverrideOn(ctx: ServiceContext, { id: scheduleId }: ScheduleEntity, over: Partial<ScheduleOverrideEntity>): Promise<ScheduleOverrideEntity> {
  const [startsAt, endsAt] = [new Date("2190-01-01T00:00:00Z"), new Date("2190-01-02T00:00:00Z")];
  const override = { id: uuid(), scheduleId, kind: "ADD" as const, startsAt, endsAt, addId: null, removeId: null, priority: 0, note: null, createdAt: NOON, ...over };
  await ctx.db.insert(ScheduleOverrideEntity, override);
  return override;
}
