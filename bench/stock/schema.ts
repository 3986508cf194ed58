import "reflect-metadata";
import { setMaxListeners } from "node:events";
import DataLoader from "dataloader";
import type { GraphQLSchema } from "graphql";
import { createPubSub } from "@graphql-yoga/subscription";
import { Arg, buildSchema, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root, Subscription } from "type-graphql";
import { type DataSource, In } from "typeorm";
import { createDataSource } from "../../src/database/data-source.ts";
import { IncidentEntity } from "../../src/entities/incident.entity.ts";
import { ResponderEntity } from "../../src/entities/responder.entity.ts";
import { ServiceEntity } from "../../src/entities/service.entity.ts";
import { TimelineEventEntity } from "../../src/entities/timeline-event.entity.ts";
import { IncidentConnectionType, IncidentType } from "../../src/schema/incident.type.ts";
import { TimelineEventInput } from "../../src/schema/timeline.input.ts";
import { TimelineEventType } from "../../src/schema/timeline.type.ts";
import { clock } from "../worker.ts";

// The same types over the same tables, in the way that the documentation of TypeGraphQL, TypeORM and Apollo shows.

const EVENT = "TIMELINE_EVENT";
type Event = TimelineEventEntity & { id?: string; actor?: string };
export interface StockContext {
  commanders: DataLoader<string, ResponderEntity | undefined>;
  services: DataLoader<string, ServiceEntity | undefined>;
  events: DataLoader<string, TimelineEventEntity[]>;
}

setMaxListeners(0); // each subscriber is one
export const pubSub = createPubSub<{ [EVENT]: [Event] }>();
let source: DataSource;

/** Tells all subscribers of an event, given as JSON. Returns when that began. */
export function publish({ event, times }: { event: Event; times: number }): number {
  const began = clock();
  const revived = { ...event, occurredAt: new Date(event.occurredAt), recordedAt: new Date(event.recordedAt) };
  for (let at = 0; at < times; at++) pubSub.publish(EVENT, revived);
  return began;
}

@Resolver(() => IncidentType)
class StockIncidents {
  @Query(() => IncidentConnectionType)
  async incidents(@Arg("first", () => Int, { defaultValue: 50 }) first: number) {
    return { nodes: await source.getRepository(IncidentEntity).find({ order: { detectedAt: "DESC", id: "DESC" }, take: first }) };
  }

  @FieldResolver()
  commander(@Root() { commanderId }: IncidentEntity, @Ctx() { commanders }: StockContext) {
    return commanderId && commanders.load(commanderId);
  }

  @FieldResolver()
  service(@Root() { serviceId }: IncidentEntity, @Ctx() { services }: StockContext) {
    return serviceId && services.load(serviceId);
  }

  @FieldResolver()
  latestEvents(@Root() { id }: IncidentEntity, @Ctx() { events }: StockContext, @Arg("count", () => Int, { defaultValue: 5 }) _count: number) {
    return events.load(id);
  }
}

@Resolver(() => TimelineEventType)
class StockTimeline {
  @Mutation(() => TimelineEventType)
  addTimelineEvent(@Arg("input", () => TimelineEventInput) { incidentId, kind, summary, links }: TimelineEventInput): Promise<Event> {
    return source.transaction(async (manager) => {
      const incident = await manager.findOneOrFail(IncidentEntity, { where: { id: incidentId }, lock: { mode: "pessimistic_write" } });
      incident.revision += 1;
      incident.updatedAt = new Date();
      await manager.save(incident);
      return manager.save(manager.create(TimelineEventEntity, {
        incidentId, revision: incident.revision, kind, summary, links: links ?? [], actorId: "bench", actorName: "bootstrap",
        actorLabel: null, occurredAt: incident.updatedAt, recordedAt: incident.updatedAt, pinned: false, grade: null, hypothesis: null, targetRevision: null, details: null,
      }));
    }).then((event) => (pubSub.publish(EVENT, event), event));
  }

  @Subscription(() => TimelineEventType, { topics: EVENT, filter: ({ payload, args }) => payload.incidentId === args.incidentId })
  timeline(
    @Root() event: Event,
    @Arg("incidentId", () => ID) _incidentId: string,
    @Arg("after", () => Int, { nullable: true, defaultValue: 0 }) _after: number,
  ): Event {
    return event;
  }

  @FieldResolver()
  id(@Root() { id, incidentId, revision }: Event) {
    return id ?? `${incidentId}:${revision}`;
  }

  @FieldResolver()
  actor(@Root() { actor, actorLabel, actorName }: Event) {
    return actor ?? actorLabel ?? actorName;
  }
}

export async function stockSchema(): Promise<GraphQLSchema> {
  source = await createDataSource({ url: process.env["DATABASE_URL"] ?? "" }).initialize();
  return buildSchema({ resolvers: [StockIncidents, StockTimeline], pubSub, validate: false });
}

export const stockContext = (): StockContext => ({
  commanders: new DataLoader((ids) => byId(ResponderEntity, ids)),
  services: new DataLoader((ids) => byId(ServiceEntity, ids)),
  events: new DataLoader(async (ids) => {
    const rows = await source.getRepository(TimelineEventEntity).createQueryBuilder("event")
      .innerJoin(IncidentEntity, "incident", "incident.id = event.incidentId")
      .where("event.incidentId in (:...ids) and event.revision > incident.revision - 5", { ids })
      .orderBy("event.revision", "DESC").getMany();
    return ids.map((id) => rows.filter(({ incidentId }) => incidentId === id));
  }),
});

async function byId<T extends { id: string }>(entity: new () => T, ids: readonly string[]): Promise<(T | undefined)[]> {
  const rows = await source.getRepository(entity).findBy({ id: In([...ids]) } as never);
  const found = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => found.get(id));
}
