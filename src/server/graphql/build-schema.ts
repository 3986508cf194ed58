import type { GraphQLNamedType, GraphQLSchema } from "graphql";
import { buildSchema, getMetadataStorage, type PubSub } from "type-graphql";
import { AccountInvitationResolver, AccountResolver } from "../../resolvers/account.resolver.ts";
import { ActionResolver } from "../../resolvers/action.resolver.ts";
import { ApiKeyResolver, ViewerResolver } from "../../resolvers/api-key.resolver.ts";
import { AuditResolver } from "../../resolvers/audit.resolver.ts";
import { BoardResolver } from "../../resolvers/board.resolver.ts";
import { ChannelResolver } from "../../resolvers/channel.resolver.ts";
import { ClockResolver } from "../../resolvers/clock.resolver.ts";
import { CommunicationApprovalResolver, CommunicationVersionResolver } from "../../resolvers/communication-record.resolver.ts";
import { CommunicationResolver } from "../../resolvers/communication.resolver.ts";
import { CommunicationTemplateResolver } from "../../resolvers/communication-template.resolver.ts";
import { ContactResolver } from "../../resolvers/contact.resolver.ts";
import { CrmResolver } from "../../resolvers/crm.resolver.ts";
import { CustomerContactResolver } from "../../resolvers/customer-contact.resolver.ts";
import { CustomerResolver } from "../../resolvers/customer.resolver.ts";
import { DeliveryResolver, NotificationResolver } from "../../resolvers/delivery.resolver.ts";
import { EscalationResolver } from "../../resolvers/escalation.resolver.ts";
import { FollowUpResolver, IncidentFollowUpResolver } from "../../resolvers/follow-up.resolver.ts";
import { HeartbeatAddressResolver, HeartbeatResolver } from "../../resolvers/heartbeat.resolver.ts";
import { ImpactResolver, ImpactSnapshotResolver } from "../../resolvers/impact.resolver.ts";
import { ImportResolver } from "../../resolvers/import.resolver.ts";
import { IncidentLinkResolver } from "../../resolvers/incident-link.resolver.ts";
import { IncidentPeopleResolver } from "../../resolvers/incident-people.resolver.ts";
import { IncidentResolver } from "../../resolvers/incident.resolver.ts";
import { LadderLevelResolver } from "../../resolvers/ladder.resolver.ts";
import { LifecycleResolver, VerificationResolver } from "../../resolvers/lifecycle.resolver.ts";
import { CommandLoadResolver, CommanderProposalResolver } from "../../resolvers/load.resolver.ts";
import { ResponderDutyResolver, ScheduleWarningResolver } from "../../resolvers/responder-duty.resolver.ts";
import { OnCallResolver } from "../../resolvers/on-call.resolver.ts";
import { IncidentOutreachResolver, OutreachPlanResolver } from "../../resolvers/outreach-plan.resolver.ts";
import { OutreachNoteResolver, OutreachResolver } from "../../resolvers/outreach.resolver.ts";
import { PlanResolver } from "../../resolvers/plan.resolver.ts";
import { ReportResolver } from "../../resolvers/report.resolver.ts";
import { ContactMethodResolver, ResponderResolver, TeamRoleResolver } from "../../resolvers/responder.resolver.ts";
import { RoleResolver } from "../../resolvers/role.resolver.ts";
import {
  CoverageGapResolver, FixedShiftResolver, LayerResolver, ParticipantResolver, RosterEntryResolver, ScheduleOverrideResolver, ShiftResolver,
} from "../../resolvers/schedule-people.resolver.ts";
import { ScheduleResolver } from "../../resolvers/schedule.resolver.ts";
import { SecretResolver } from "../../resolvers/secret.resolver.ts";
import { StatusComponentResolver } from "../../resolvers/status-component.resolver.ts";
import { IncidentStatusEntryResolver, StatusEntryComponentResolver, StatusEntryResolver } from "../../resolvers/status-entry.resolver.ts";
import { StatusPageLinkResolver, StatusPageResolver } from "../../resolvers/status-page.resolver.ts";
import { StatusSubscriberResolver } from "../../resolvers/status-subscriber.resolver.ts";
import { ServiceResolver } from "../../resolvers/service.resolver.ts";
import { SeverityResolver } from "../../resolvers/severity.resolver.ts";
import { TeamResolver } from "../../resolvers/team.resolver.ts";
import { TimelineResolver } from "../../resolvers/timeline.resolver.ts";
import { ErrorExtensionsType } from "../../schema/error.type.ts";
import { auditMutations } from "./audit-mutations.ts";
import { guardFields } from "./guard-fields.ts";

// TypeGraphQL refuses to build subscriptions without one; ours all bring their own `subscribe`.
const noPubSub: PubSub = {
  publish() {},
  subscribe() {
    throw new Error("Give the subscription a `subscribe` of its own");
  },
};

/** TypeGraphQL has no place for these. */
const ROOTS = {
  Query: "What can be read. Everything is narrowed to what the caller may see.",
  Mutation: "What can be done. Each is one transaction: it is done as a whole, or refused with a code and nothing is changed.",
  Subscription: "What can be followed live, over `graphql-transport-ws`.",
};

let built: Promise<GraphQLSchema> | undefined;

/** The same for all hubs of a process: nothing in it belongs to one of them. */
export const buildHubSchema = (): Promise<GraphQLSchema> => (built ??= build());

async function build(): Promise<GraphQLSchema> {
  readPlainFieldsAsProperties();
  const schema = await buildSchema({
    resolvers: [
      AccountInvitationResolver, AccountResolver, ActionResolver, ApiKeyResolver, AuditResolver, BoardResolver, ChannelResolver, ClockResolver, CommunicationResolver, ContactMethodResolver, ContactResolver,
      CommunicationApprovalResolver, CommunicationTemplateResolver, CommunicationVersionResolver,
      CrmResolver, CustomerContactResolver, CustomerResolver, DeliveryResolver, EscalationResolver, FollowUpResolver, IncidentFollowUpResolver,
      HeartbeatAddressResolver, HeartbeatResolver, ImpactResolver, ImpactSnapshotResolver, ImportResolver, IncidentLinkResolver, IncidentPeopleResolver,
      IncidentResolver, LadderLevelResolver, LifecycleResolver, NotificationResolver, OnCallResolver, OutreachNoteResolver, OutreachPlanResolver, IncidentOutreachResolver, OutreachResolver, PlanResolver, ReportResolver,
      ResponderResolver, RoleResolver, SecretResolver, ServiceResolver, SeverityResolver, TeamResolver, TeamRoleResolver,
      TimelineResolver, VerificationResolver, ViewerResolver,
      CommandLoadResolver, CommanderProposalResolver, ResponderDutyResolver, ScheduleWarningResolver,
      CoverageGapResolver, FixedShiftResolver, LayerResolver, ParticipantResolver, RosterEntryResolver, ScheduleOverrideResolver, ScheduleResolver, ShiftResolver,
      IncidentStatusEntryResolver, StatusComponentResolver, StatusEntryComponentResolver, StatusEntryResolver, StatusPageLinkResolver, StatusPageResolver, StatusSubscriberResolver,
    ],
    orphanedTypes: [ErrorExtensionsType],
    pubSub: noPubSub,
    validate: false,
  });
  auditMutations(schema);
  for (const [name, description] of Object.entries(ROOTS)) (schema.getType(name) as GraphQLNamedType).description = description;
  guardFields(schema);
  return schema;
}

/** TypeGraphQL gives every field a resolver, three closures deep; one that has none of ours is the property of that name. */
function readPlainFieldsAsProperties(): void {
  for (const type of getMetadataStorage().objectTypes) type.simpleResolvers = true;
}
