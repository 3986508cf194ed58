import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from "type-graphql";
import type { RoleAssignmentEntity } from "../entities/role-assignment.entity.ts";
import { IncidentType } from "../schema/incident.type.ts";
import { Right } from "../schema/right.ts";
import { AssignRoleInput, HandOffInput, ReleaseRoleInput } from "../schema/role.input.ts";
import { RoleAssignmentType } from "../schema/role.type.ts";
import type { ServiceContext } from "../services/context.ts";
import * as incidents from "../services/incident/index.ts";
import { load } from "../services/load.ts";
import * as responders from "../services/responder/index.ts";
import * as roles from "../services/role/index.ts";

@Resolver(() => RoleAssignmentType)
export class RoleResolver {
  @Right("incident:write")
  @Mutation(() => IncidentType, { description: "Asks a person into a role, or lets them take it over at once with `accepted`. Taking over ends the tenure of whoever had it." })
  assignRole(@Ctx() ctx: ServiceContext, @Arg("input", () => AssignRoleInput, { description: "The role and the person." }) input: AssignRoleInput) {
    return roles.assignRole(ctx, input);
  }

  @Right("incident:write")
  @Mutation(() => IncidentType, { description: "Ends a person's tenure in a role." })
  releaseRole(@Ctx() ctx: ServiceContext, @Arg("input", () => ReleaseRoleInput, { description: "The role and the person." }) input: ReleaseRoleInput) {
    return roles.releaseRole(ctx, input);
  }

  @Right("incident:write")
  @Mutation(() => [IncidentType], { description: "Hands all roles of one person to another, on the named incidents or on all: each tenure ends and the next begins." })
  handOffRoles(@Ctx() ctx: ServiceContext, @Arg("input", () => HandOffInput, { description: "From whom to whom." }) input: HandOffInput) {
    return roles.handOffRoles(ctx, input);
  }

  @FieldResolver()
  incident(@Root() { incidentId }: RoleAssignmentEntity, @Ctx() ctx: ServiceContext) {
    return load(ctx, incidents.byIds, incidentId);
  }

  @FieldResolver()
  responder(@Root() { responderId }: RoleAssignmentEntity, @Ctx() ctx: ServiceContext) {
    return load(ctx, responders.byIds, responderId);
  }
}
