import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { IncidentEntity } from "../entities/incident.entity.ts";
import { IncidentType } from "../schema/incident.type.ts";
import type { ServiceContext } from "../services/context.ts";
import * as incidents from "../services/incident/index.ts";
import { load } from "../services/load.ts";

/** What an incident has to do with others; those that the caller may not see are not there. */
@Resolver(() => IncidentType)
export class IncidentLinkResolver {
  @FieldResolver()
  parent(@Root() { parentId }: IncidentEntity, @Ctx() ctx: ServiceContext) {
    return parentId && load(ctx, incidents.byIds, parentId);
  }

  @FieldResolver()
  async children(@Root() incident: IncidentEntity, @Ctx() ctx: ServiceContext) {
    return (await load(ctx, incidents.pointingAt, incident.id, "parentId")) ?? [];
  }

  @FieldResolver()
  mergedInto(@Root() { mergedIntoId }: IncidentEntity, @Ctx() ctx: ServiceContext) {
    return mergedIntoId && load(ctx, incidents.byIds, mergedIntoId);
  }

  @FieldResolver()
  recurrenceOf(@Root() { recurrenceOfId }: IncidentEntity, @Ctx() ctx: ServiceContext) {
    return recurrenceOfId && load(ctx, incidents.byIds, recurrenceOfId);
  }

  @FieldResolver()
  async recurrences(@Root() incident: IncidentEntity, @Ctx() ctx: ServiceContext) {
    return (await load(ctx, incidents.pointingAt, incident.id, "recurrenceOfId")) ?? [];
  }
}
