import { Field, Int, ObjectType } from "type-graphql";
import type { ActionItemEntity } from "../entities/action-item.entity.ts";
import type { ClockEntity } from "../entities/clock.entity.ts";
import type { CommunicationEntity } from "../entities/communication.entity.ts";
import type { CustomerEntity } from "../entities/customer.entity.ts";
import type { EscalationEntity } from "../entities/escalation.entity.ts";
import type { ImpactSnapshotEntity } from "../entities/impact.entity.ts";
import type { NotificationEntity } from "../entities/notification.entity.ts";
import type { IncidentEntity } from "../entities/incident.entity.ts";
import type { SeverityReason, Verification } from "../entities/incident-values.ts";
import type { ResponsePlanEntity } from "../entities/policy.entity.ts";
import type { ResponderEntity } from "../entities/responder.entity.ts";
import type { RoleAssignmentEntity } from "../entities/role-assignment.entity.ts";
import type { ServiceEntity } from "../entities/service.entity.ts";
import type { TeamEntity } from "../entities/team.entity.ts";
import type { TimelineEventEntity } from "../entities/timeline-event.entity.ts";
import type { IncidentRole, IncidentStatus } from "../entities/vocabulary.ts";
import type { Page } from "../services/page.ts";
import { ActionItemType } from "./action.type.ts";
import { ClockType } from "./clock.type.ts";
import { CommunicationConnectionType } from "./communication.type.ts";
import { CustomerConnectionType } from "./customer.type.ts";
import { EscalationType } from "./escalation.type.ts";
import { ImpactSnapshotType, ImpactType } from "./impact.type.ts";
import { IncidentRecord } from "./incident-record.type.ts";
import { IncidentStatusEnum } from "./incident.enum.ts";
import { connectionOf } from "./page.type.ts";
import { ResponsePlanType } from "./plan.type.ts";
import { ResponderType } from "./responder.type.ts";
import { Right } from "./right.ts";
import { IncidentRoleEnum } from "./role.enum.ts";
import { NotificationType } from "./notification.type.ts";
import { RoleAssignmentType } from "./role.type.ts";
import { DateTime } from "./scalars.ts";
import { ServiceType } from "./service.type.ts";
import { SeverityReasonType } from "./severity.type.ts";
import { TeamType } from "./team.type.ts";
import { TimelineConnectionType, TimelineEventType } from "./timeline.type.ts";
import { VerificationType } from "./verification.type.ts";

@Right("incident:read")
@ObjectType("Incident", {
  description:
    "One coordinated response to one trouble: what is known, who is on it, what is promised and what was said.",
})
export class IncidentType extends IncidentRecord implements Pick<IncidentEntity, "severityReasons"> {
  @Field(() => [IncidentStatusEnum], {
    description: "Where it may go from here. A move to any other status is refused with ILLEGAL_TRANSITION.",
  })
  allowedTransitions!: IncidentStatus[];

  @Field(() => [SeverityReasonType], {
    description: "Every rule that fired in the latest assessment, with the input that fired it.",
  })
  severityReasons!: SeverityReason[];

  @Field(() => Boolean, {
    description:
      "Whether a person has set the severity. From then on only a rule that was not firing then raises it by itself.",
  })
  severitySetByPerson!: boolean;

  @Field(() => Boolean, {
    description: "Impact is expanding: treat it as pressing, whatever its severity. Never below SEV2.",
  })
  urgent!: boolean;

  @Field(() => ServiceType, { nullable: true, description: "The service that is hit; null while nobody knows." })
  service!: ServiceEntity | null;

  @Field(() => TeamType, {
    nullable: true,
    description: "The team that owns it. A catch-all team does not count as an owner.",
  })
  ownerTeam!: TeamEntity | null;

  @Field(() => ResponderType, {
    nullable: true,
    description: "Who leads it now: holds INCIDENT_COMMANDER and has accepted, or acts.",
  })
  commander!: ResponderEntity | null;

  @Field(() => [RoleAssignmentType], { description: "Who holds which role, and on request who held one before." })
  assignments!: RoleAssignmentEntity[];

  @Field(() => [IncidentRoleEnum], {
    description: "Roles that its response plan or its impact demands and that nobody is assigned to.",
  })
  missingRoles!: IncidentRole[];

  @Field(() => [ResponderType], { description: "Who may see it if it is private, beside the holders of its roles." })
  members!: ResponderEntity[];

  @Field(() => ResponsePlanType, { description: "What its severity demands, in the version that it runs on." })
  responsePlan!: ResponsePlanEntity;

  @Field(() => ImpactType, { description: "The harm to customers as it is known now." })
  impact!: IncidentEntity;

  @Field(() => [ImpactSnapshotType], { description: "The figures after each change, oldest first." })
  impactHistory!: ImpactSnapshotEntity[];

  @Right("incident:read", { vendors: "refused" })
  @Field(() => CustomerConnectionType, { description: "The affected accounts that are known by name, each once." })
  affectedCustomers!: Page<CustomerEntity>;

  @Field(() => TimelineConnectionType, {
    description: "All that happened, in the order of `revision`. Nothing in it expires or is removed.",
  })
  timeline!: Page<TimelineEventEntity>;

  @Field(() => [TimelineEventType], {
    description: "The newest events, newest first; for a board that shows a few lines of each incident.",
  })
  latestEvents!: TimelineEventEntity[];

  @Field(() => [ClockType], { description: "Every promise, kept, open or broken, in the order in which they began." })
  clocks!: ClockEntity[];

  @Field(() => DateTime, { nullable: true, description: "When the next update is due; null while none is owed." })
  nextUpdateDueAt!: Date | null;

  @Field(() => Int, { description: "The level that the running escalation has reached, 0 while none is running." })
  escalationLevel!: number;

  @Field(() => [EscalationType], { description: "Its escalations, oldest first. At most one is running." })
  escalations!: EscalationEntity[];

  @Field(() => [NotificationType], { description: "Who was paged or told, and when, oldest first." })
  notifications!: NotificationEntity[];

  @Field(() => [ActionItemType], { description: "Its next steps, in the order in which they were entered." })
  actions!: ActionItemEntity[];

  @Field(() => CommunicationConnectionType, { description: "Its messages in all states, newest first." })
  communications!: Page<CommunicationEntity>;

  @Field(() => IncidentType, { nullable: true, description: "The system-wide outage that it is a component of." })
  parent!: IncidentEntity | null;

  @Field(() => [IncidentType], { description: "The component incidents that it was split into." })
  children!: IncidentEntity[];

  @Field(() => IncidentType, {
    nullable: true,
    description: "The incident that goes on in its place, if it was a duplicate.",
  })
  mergedInto!: IncidentEntity | null;

  @Field(() => IncidentType, { nullable: true, description: "The earlier incident that it is a recurrence of." })
  recurrenceOf!: IncidentEntity | null;

  @Field(() => [IncidentType], { description: "Later incidents that are recurrences of this one." })
  recurrences!: IncidentEntity[];

  @Field(() => VerificationType, { nullable: true, description: "What was checked when it was resolved; null before." })
  verification!: Verification | null;

  @Field(() => Boolean, {
    description:
      "Somebody asked to cancel it after something had been published; a second person has to confirm, with a " +
      "closing notice.",
  })
  cancellationRequested!: boolean;

  @Field(() => Boolean, {
    description:
      "Whether a post-mortem is owed, going by the highest severity held long enough (15 minutes by " +
      "default) and by requests.",
  })
  postMortemRequired!: boolean;

  @Field(() => DateTime, {
    nullable: true,
    description: "When the post-mortem is due, by default 48 hours after resolution; null if none is owed.",
  })
  postMortemDueAt!: Date | null;

  @Field(() => Boolean, {
    description:
      "Whether `postMortemDueAt` is only a projection from the ETA, or else from the RESOLVE " +
      "deadline: true until resolution.",
  })
  postMortemDueProjected!: boolean;
}

export const IncidentConnectionType = connectionOf<IncidentEntity>("Incident", "incidents", () => IncidentType);
