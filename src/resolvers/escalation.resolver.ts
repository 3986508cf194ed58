import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from "type-graphql";
import type { EscalationEntity } from "../entities/escalation.entity.ts";
import { AcknowledgeInput, EscalateIncidentInput } from "../schema/escalation.input.ts";
import { EscalationType } from "../schema/escalation.type.ts";
import { IncidentType } from "../schema/incident.type.ts";
import { Right } from "../schema/right.ts";
import type { ServiceContext } from "../services/context.ts";
import * as escalations from "../services/escalation/index.ts";
import { load } from "../services/load.ts";
import * as responders from "../services/responder/index.ts";

@Resolver(() => EscalationType)
export class EscalationResolver {
  @Right("incident:write")
  @Mutation(() => EscalationType, { description: "Begins the incident's escalation, or joins the running one as evidence. MANUAL, or STRATEGIC_REQUEST with customer and ticket." })
  escalateIncident(@Ctx() ctx: ServiceContext, @Arg("input", () => EscalateIncidentInput, { description: "The cause." }) input: EscalateIncidentInput) {
    return escalations.escalate(ctx, input);
  }

  @Right("incident:write")
  @Mutation(() => IncidentType, { description: "Somebody is on it, at the hub's time. The first person to acknowledge is acting commander until somebody else accepts." })
  acknowledge(@Ctx() ctx: ServiceContext, @Arg("input", () => AcknowledgeInput, { description: "The incident, and who." }) input: AcknowledgeInput) {
    return escalations.acknowledge(ctx, input);
  }

  @FieldResolver()
  running(@Root() escalation: EscalationEntity) {
    return escalations.isRunning(escalation);
  }

  @FieldResolver()
  acknowledgedBy(@Root() { acknowledgedById }: EscalationEntity, @Ctx() ctx: ServiceContext) {
    return acknowledgedById && load(ctx, responders.byIds, acknowledgedById);
  }
}
