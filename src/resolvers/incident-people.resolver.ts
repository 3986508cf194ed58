import { Arg, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { IncidentEntity } from "../entities/incident.entity.ts";
import { IncidentType } from "../schema/incident.type.ts";
import type { ServiceContext } from "../services/context.ts";
import * as incidents from "../services/incident/index.ts";
import { load } from "../services/load.ts";
import * as notifications from "../services/notification/index.ts";
import * as responders from "../services/responder/index.ts";
import * as roles from "../services/role/index.ts";
import { Needs } from "./asked.ts";

/** Who is on an incident, who should be, and who may look on. */
@Resolver(() => IncidentType)
export class IncidentPeopleResolver {
  @FieldResolver()
  @Needs<IncidentEntity>("commanderId")
  commander(@Root() { commanderId }: IncidentEntity, @Ctx() ctx: ServiceContext) {
    return commanderId && load(ctx, responders.byIds, commanderId);
  }

  @FieldResolver()
  @Needs<IncidentEntity>("id")
  async assignments(
    @Root() incident: IncidentEntity,
    @Ctx() ctx: ServiceContext,
    @Arg("active", () => Boolean, { nullable: true, defaultValue: true, description: "True: those that go on. False: ended ones too." }) active: boolean,
  ) {
    return (await load(ctx, roles.assignmentsOf, incident.id, { active })) ?? [];
  }

  @FieldResolver()
  missingRoles(@Root() incident: IncidentEntity, @Ctx() ctx: ServiceContext) {
    return roles.missingOn(ctx, incident);
  }

  @FieldResolver()
  @Needs<IncidentEntity>("id")
  async notifications(@Root() incident: IncidentEntity, @Ctx() ctx: ServiceContext) {
    return (await load(ctx, notifications.notificationsOf, incident.id)) ?? [];
  }

  @FieldResolver()
  @Needs<IncidentEntity>("id")
  async members(@Root() incident: IncidentEntity, @Ctx() ctx: ServiceContext) {
    return (await load(ctx, incidents.membersOf, incident.id)) ?? [];
  }
}
