import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from "type-graphql";
import type { Verification } from "../entities/incident-values.ts";
import { DeclareIncidentInput } from "../schema/declare.input.ts";
import { IncidentType } from "../schema/incident.type.ts";
import { ChangeApproachInput, MoveIncidentInput, ReportMitigationInput, TriageIncidentInput } from "../schema/lifecycle.input.ts";
import { IncidentMemberInput, LinkRecurrenceInput, MergeIncidentInput, SplitIncidentInput } from "../schema/relation.input.ts";
import { ConfirmRecoveryInput, ResolveIncidentInput } from "../schema/resolution.input.ts";
import { Right } from "../schema/right.ts";
import { VerificationType } from "../schema/verification.type.ts";
import type { ServiceContext } from "../services/context.ts";
import * as incidents from "../services/incident/index.ts";
import { load } from "../services/load.ts";
import * as responders from "../services/responder/index.ts";

const input = { description: "What to change, and how." };

@Resolver()
export class LifecycleResolver {
  @Right("incident:write")
  @Mutation(() => IncidentType, { description: "Opens an incident: gives it a reference, a severity from what is known, its response plan and its clocks." })
  declareIncident(@Ctx() ctx: ServiceContext, @Arg("input", () => DeclareIncidentInput, input) input: DeclareIncidentInput) {
    return incidents.declare(ctx, input);
  }

  @Right("incident:write")
  @Mutation(() => IncidentType, { description: "DETECTED -> TRIAGED. Needs an owner (a team or a commander) and a first statement of the impact; each may come with the call." })
  triageIncident(@Ctx() ctx: ServiceContext, @Arg("input", () => TriageIncidentInput, input) input: TriageIncidentInput) {
    return incidents.triage(ctx, input);
  }

  @Right("incident:write")
  @Mutation(() => IncidentType, { description: "DETECTED or TRIAGED -> MITIGATING; from DETECTED it stamps the triage too." })
  startMitigation(@Ctx() ctx: ServiceContext, @Arg("input", () => MoveIncidentInput, input) input: MoveIncidentInput) {
    return incidents.startMitigation(ctx, input);
  }

  @Right("incident:write")
  @Mutation(() => IncidentType, { description: "Says how far the fix is, with an ETA and the root cause where they are known. Does not move the status." })
  reportMitigation(@Ctx() ctx: ServiceContext, @Arg("input", () => ReportMitigationInput, input) input: ReportMitigationInput) {
    return incidents.reportMitigation(ctx, input);
  }

  @Right("incident:write")
  @Mutation(() => IncidentType, { description: "Takes another strategy, or suspects another class of cause. Internal; noted as a decision." })
  changeApproach(@Ctx() ctx: ServiceContext, @Arg("input", () => ChangeApproachInput, input) input: ChangeApproachInput) {
    return incidents.changeApproach(ctx, input);
  }

  @Right("incident:write")
  @Mutation(() => IncidentType, { description: "MITIGATING -> RESOLVED: the impact has ended. Needs the verification list answered with yes, or an `overrideReason`." })
  resolveIncident(@Ctx() ctx: ServiceContext, @Arg("input", () => ResolveIncidentInput, input) input: ResolveIncidentInput) {
    return incidents.resolve(ctx, input);
  }

  @Right("incident:write")
  @Mutation(() => IncidentType, { description: "RESOLVED -> POST_MORTEM." })
  startPostMortem(@Ctx() ctx: ServiceContext, @Arg("input", () => MoveIncidentInput, input) input: MoveIncidentInput) {
    return incidents.startPostMortem(ctx, input);
  }

  @Right("incident:write")
  @Mutation(() => IncidentType, { description: "POST_MORTEM -> CLOSED, or RESOLVED -> CLOSED where no post-mortem is owed. `reason` is the hand-off note. CONFLICT with `actions` while actions are unsettled." })
  closeIncident(@Ctx() ctx: ServiceContext, @Arg("input", () => MoveIncidentInput, input) input: MoveIncidentInput) {
    return incidents.close(ctx, input);
  }

  @Right("incident:write")
  @Mutation(() => IncidentType, { description: "RESOLVED, POST_MORTEM or CLOSED -> MITIGATING. Needs a reason; history stays, clocks begin anew, and it is counted." })
  reopenIncident(@Ctx() ctx: ServiceContext, @Arg("input", () => MoveIncidentInput, input) input: MoveIncidentInput) {
    return incidents.reopen(ctx, input);
  }

  @Right("incident:write")
  @Mutation(() => IncidentType, { description: "A false alarm: DETECTED, TRIAGED or MITIGATING -> CANCELLED. Once customers were told, the first call only asks for it and another person's call carries it out, with a closing notice." })
  cancelIncident(@Ctx() ctx: ServiceContext, @Arg("input", () => MoveIncidentInput, input) input: MoveIncidentInput) {
    return incidents.cancel(ctx, input);
  }

  @Right("incident:write")
  @Mutation(() => IncidentType, { description: "Cancels a duplicate in favour of another incident, which takes over its customers and open actions. Returns the duplicate; both references keep answering." })
  mergeIncident(@Ctx() ctx: ServiceContext, @Arg("input", () => MergeIncidentInput, input) input: MergeIncidentInput) {
    return incidents.merge(ctx, input);
  }

  @Right("incident:write")
  @Mutation(() => IncidentType, { description: "Opens a component incident for each title under this one. Returns the parent." })
  splitIncident(@Ctx() ctx: ServiceContext, @Arg("input", () => SplitIncidentInput, input) input: SplitIncidentInput) {
    return incidents.split(ctx, input);
  }

  @Right("incident:write")
  @Mutation(() => IncidentType, { description: "Asks for a post-mortem, on behalf of a customer say; it is owed from then on." })
  requestPostMortem(@Ctx() ctx: ServiceContext, @Arg("input", () => MoveIncidentInput, input) input: MoveIncidentInput) {
    return incidents.requestPostMortem(ctx, input);
  }

  @Right("incident:write")
  @Mutation(() => IncidentType, { description: "Links the incident to an earlier one that it is a recurrence of." })
  linkRecurrence(@Ctx() ctx: ServiceContext, @Arg("input", () => LinkRecurrenceInput, input) input: LinkRecurrenceInput) {
    return incidents.linkRecurrence(ctx, input);
  }

  @Right("incident:write")
  @Mutation(() => IncidentType, { description: "Confirms at the end of the regression watch that the trouble has not come back." })
  confirmRecovery(@Ctx() ctx: ServiceContext, @Arg("input", () => ConfirmRecoveryInput, input) input: ConfirmRecoveryInput) {
    return incidents.confirmRecovery(ctx, input);
  }

  @Right("incident:write")
  @Mutation(() => IncidentType, { description: "Lets a person see a private incident without a role on it." })
  addIncidentMember(@Ctx() ctx: ServiceContext, @Arg("input", () => IncidentMemberInput, input) input: IncidentMemberInput) {
    return incidents.addMember(ctx, input);
  }

  @Right("incident:write")
  @Mutation(() => IncidentType, { description: "Takes that sight away again; who holds a role keeps it." })
  removeIncidentMember(@Ctx() ctx: ServiceContext, @Arg("input", () => IncidentMemberInput, input) input: IncidentMemberInput) {
    return incidents.removeMember(ctx, input);
  }
}

@Resolver(() => VerificationType)
export class VerificationResolver {
  @FieldResolver()
  regressionWatchBy(@Root() { regressionWatchBy }: Verification, @Ctx() ctx: ServiceContext) {
    return regressionWatchBy && load(ctx, responders.byIds, regressionWatchBy);
  }
}
