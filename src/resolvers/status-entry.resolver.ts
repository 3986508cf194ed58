import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import type { IncidentEntity } from "../entities/incident.entity.ts";
import type { StatusEntryEntity } from "../entities/status-entry.entity.ts";
import type { StatusEntryKind } from "../entities/vocabulary.ts";
import { IncidentType } from "../schema/incident.type.ts";
import { Right } from "../schema/right.ts";
import { StatusEntryKindEnum } from "../schema/status.enum.ts";
import { ScheduleMaintenanceInput, UpdateMaintenanceInput, UpdateStatusEntryInput } from "../schema/status-entry.input.ts";
import { StatusEntryComponentType, StatusEntryConnectionType, StatusEntryType } from "../schema/status-entry.type.ts";
import type { ServiceContext } from "../services/context.ts";
import { load } from "../services/load.ts";
import * as statusEntries from "../services/status-entry/index.ts";
import * as statusPages from "../services/status-page/index.ts";
import { AFTER, FIRST } from "./page-args.ts";

@Resolver(() => StatusEntryType)
export class StatusEntryResolver {
  @Right("incident:read")
  @Query(() => StatusEntryType, { nullable: true, description: "One entry of the status page. Null if there is none." })
  statusEntry(@Ctx() ctx: ServiceContext, @Arg("id", () => ID, { description: "Its id." }) id: string) {
    return statusEntries.findEntry(ctx, id);
  }

  @Right("incident:read")
  @Query(() => StatusEntryConnectionType, { description: "The entries of the status pages, whichever of them show them; newest first." })
  statusEntries(
    @Ctx() ctx: ServiceContext,
    @Arg("kind", () => StatusEntryKindEnum, { nullable: true, description: "Only those of a kind." }) kind: StatusEntryKind | undefined,
    @Arg("open", () => Boolean, { nullable: true, description: "true: only those that are open; false: only those that have ended." }) open: boolean | undefined,
    @Arg("first", () => Int, FIRST) first: number,
    @Arg("after", () => String, AFTER) after?: string,
  ) {
    return statusEntries.listEntries(ctx, { kind, open }, { first, after });
  }

  @Right("communication:publish")
  @Mutation(() => StatusEntryType, { description: "Announces a maintenance on the status page." })
  scheduleMaintenance(@Ctx() ctx: ServiceContext, @Arg("input", () => ScheduleMaintenanceInput, { description: "The work." }) input: ScheduleMaintenanceInput) {
    return statusEntries.scheduleMaintenance(ctx, input);
  }

  @Right("communication:publish")
  @Mutation(() => StatusEntryType, { description: "Begins, ends, cancels, reschedules or says more of a maintenance." })
  updateMaintenance(@Ctx() ctx: ServiceContext, @Arg("input", () => UpdateMaintenanceInput, { description: "Which, and what becomes of it." }) input: UpdateMaintenanceInput) {
    return statusEntries.updateMaintenance(ctx, input);
  }

  @Right("communication:publish")
  @Mutation(() => StatusEntryType, { description: "Changes what the status page tells of an incident beside the messages. NOT_FOUND before the first of them." })
  updateStatusEntry(@Ctx() ctx: ServiceContext, @Arg("input", () => UpdateStatusEntryInput, { description: "Of which incident, and what becomes different." }) input: UpdateStatusEntryInput) {
    return statusEntries.updateEntry(ctx, input);
  }

  @FieldResolver()
  async updates(@Root() entry: StatusEntryEntity, @Ctx() ctx: ServiceContext) {
    return (await load(ctx, statusEntries.updatesOf, entry.id)) ?? [];
  }

  /** On a page they come with it: those that it shows, as it shows them. */
  @FieldResolver()
  async components(@Root() entry: StatusEntryEntity & Partial<Pick<StatusEntryType, "components">>, @Ctx() ctx: ServiceContext) {
    return entry.components ?? (await load(ctx, statusEntries.componentsOf, entry.id)) ?? [];
  }
}

@Resolver(() => StatusEntryComponentType)
export class StatusEntryComponentResolver {
  @FieldResolver()
  component(@Root() { component, componentId }: StatusEntryComponentType & Partial<statusEntries.ComponentOfEntry>, @Ctx() ctx: ServiceContext) {
    return component ?? (componentId && load(ctx, statusPages.componentsById, componentId));
  }
}

@Resolver(() => IncidentType)
export class IncidentStatusEntryResolver {
  @FieldResolver(() => StatusEntryType, { nullable: true, description: "What the status page tells of it; null before the first message there, and always of a drill and of a private incident." })
  statusEntry(@Root() { id }: IncidentEntity, @Ctx() ctx: ServiceContext) {
    return load(ctx, statusEntries.entriesOfIncidents, id);
  }
}
