import pg from "pg";
import { DataSource } from "typeorm";
import { AccountEntity } from "../entities/account.entity.ts";
import { AccountLinkEntity } from "../entities/account-link.entity.ts";
import { AcknowledgeLinkEntity } from "../entities/acknowledge-link.entity.ts";
import { ActionItemEntity } from "../entities/action-item.entity.ts";
import { ApiKeyEntity } from "../entities/api-key.entity.ts";
import { ApiKeyUseEntity } from "../entities/api-key-use.entity.ts";
import { AuditEntryEntity, AuditSealEntity } from "../entities/audit.entity.ts";
import { ChannelSettingEntity } from "../entities/channel-setting.entity.ts";
import { ClockEntity } from "../entities/clock.entity.ts";
import { CommunicationApprovalEntity, CommunicationVersionEntity } from "../entities/communication-record.entity.ts";
import { CommunicationEntity } from "../entities/communication.entity.ts";
import { CommunicationTemplateEntity } from "../entities/communication-template.entity.ts";
import { ContactCheckEntity } from "../entities/contact-check.entity.ts";
import { CrmRunEntity, CrmSettingEntity } from "../entities/crm.entity.ts";
import { CustomerContactEntity } from "../entities/customer-contact.entity.ts";
import { CustomerEntity, CustomerServiceEntity } from "../entities/customer.entity.ts";
import { DeliveryEntity } from "../entities/delivery.entity.ts";
import { EscalationEntity } from "../entities/escalation.entity.ts";
import { FeedEntity } from "../entities/feed.entity.ts";
import { HeartbeatEntity } from "../entities/heartbeat.entity.ts";
import { IdempotencyKeyEntity } from "../entities/idempotency-key.entity.ts";
import { AffectedCustomerEntity, ImpactFigureEntity, ImpactSnapshotEntity } from "../entities/impact.entity.ts";
import { IncidentEntity } from "../entities/incident.entity.ts";
import { NotificationEntity } from "../entities/notification.entity.ts";
import { OidcSubjectEntity } from "../entities/oidc-subject.entity.ts";
import { OutreachEntryEntity, OutreachNoteEntity } from "../entities/outreach.entity.ts";
import { PolicyEntity, ResponsePlanEntity } from "../entities/policy.entity.ts";
import { ResponderEntity } from "../entities/responder.entity.ts";
import { RoleAssignmentEntity } from "../entities/role-assignment.entity.ts";
import { CalendarLinkEntity, ScheduleEntity, ScheduleOverrideEntity } from "../entities/schedule.entity.ts";
import { SecretEntity } from "../entities/secret.entity.ts";
import { ServiceDependencyEntity, ServiceEntity } from "../entities/service.entity.ts";
import { SessionEntity } from "../entities/session.entity.ts";
import { StatusComponentEntity, StatusComponentGroupEntity, StatusComponentServiceEntity, StatusHoldEntity } from "../entities/status-component.entity.ts";
import { StatusEntryComponentEntity, StatusEntryEntity, StatusEntryUpdateEntity } from "../entities/status-entry.entity.ts";
import { StatusPageComponentEntity, StatusPageEntity } from "../entities/status-page.entity.ts";
import { StatusSubscriberComponentEntity, StatusSubscriberEntity, StatusTellingEntity } from "../entities/status-subscriber.entity.ts";
import { TeamEntity, TeamRoleEntity } from "../entities/team.entity.ts";
import { TimelineEventEntity, TimelineMarkEntity } from "../entities/timeline-event.entity.ts";
import type { Connections } from "./connections.ts";
import { Directory1763700000001 } from "./migrations/0001-directory.ts";
import { Incident1763700000002 } from "./migrations/0002-incident.ts";
import { Feed1763700000003 } from "./migrations/0003-feed.ts";
import { RowSecurity1763700000004 } from "./migrations/0004-row-security.ts";
import { Identity1763700000005 } from "./migrations/0005-identity.ts";
import { Audit1763700000006 } from "./migrations/0006-audit.ts";
import { RateLimit1763700000007 } from "./migrations/0007-rate-limit.ts";
import { Deadlines1763700000008 } from "./migrations/0008-deadlines.ts";
import { OnCall1763700000009 } from "./migrations/0009-on-call.ts";
import { Delivery1763700000010 } from "./migrations/0010-delivery.ts";
import { Contact1763700000011 } from "./migrations/0011-contact.ts";
import { Heartbeat1763700000012 } from "./migrations/0012-heartbeat.ts";
import { CustomerContact1763700000013 } from "./migrations/0013-customer-contact.ts";
import { Outreach1763700000014 } from "./migrations/0014-outreach.ts";
import { Crm1763700000015 } from "./migrations/0015-crm.ts";
import { CommunicationTemplate1763700000016 } from "./migrations/0016-communication-template.ts";
import { Publishing1763700000017 } from "./migrations/0017-publishing.ts";
import { StatusPage1763700000018 } from "./migrations/0018-status-page.ts";
import { StatusAccountPages1763700000019 } from "./migrations/0019-status-account-pages.ts";
import { StatusSubscriber1763700000020 } from "./migrations/0020-status-subscriber.ts";
import { FollowUp1763700000021 } from "./migrations/0021-follow-up.ts";
import { RefusedContact1763700000022 } from "./migrations/0022-refused-contact.ts";
import { MaintenanceReminder1763700000023 } from "./migrations/0023-maintenance-reminder.ts";
import { SubscriberLanguage1763700000024 } from "./migrations/0024-subscriber-language.ts";
import { SharedChannel1763700000025 } from "./migrations/0025-shared-channel.ts";
import { NarrowReads1763700000026 } from "./migrations/0026-narrow-reads.ts";
import { OpenDeliveries1763700000027 } from "./migrations/0027-open-deliveries.ts";
import { BoundedPool } from "./pool.ts";
import { PreparedClient } from "./prepared-client.ts";
import { SnakeNaming } from "./snake-naming.ts";
import { typeParsers } from "./type-parsers.ts";

export interface DatabaseOptions {
  url: string;
  /** Connections at most. */
  poolSize?: number;
  onError?: (error: Error) => void;
  /** By which they can all be broken at once. */
  connections?: Connections;
  /** How long a statement may wait for one of them, in milliseconds. */
  waitMs?: number;
  /** Works as this role and sees no private incident unless a statement says who asks; left out, as the login, and sees all. */
  role?: string | null;
}

/** A pool. Its time limits make a dead network an error instead of a wait without end. */
export function createDataSource({ url, poolSize = 10, onError = () => {}, connections, role, waitMs = 15_000 }: DatabaseOptions): DataSource {
  return new DataSource({
    type: "postgres",
    url,
    namingStrategy: new SnakeNaming(),
    synchronize: false,
    entities: [
      AccountEntity, AccountLinkEntity, ActionItemEntity, AffectedCustomerEntity, ApiKeyEntity, ApiKeyUseEntity, ClockEntity, CommunicationEntity, CustomerEntity,
      CustomerServiceEntity, EscalationEntity, FeedEntity, IdempotencyKeyEntity, ImpactSnapshotEntity, IncidentEntity, NotificationEntity, OidcSubjectEntity, PolicyEntity,
      ResponderEntity, ResponsePlanEntity, RoleAssignmentEntity, ServiceDependencyEntity, ServiceEntity, SessionEntity, TeamEntity,
      TeamRoleEntity, TimelineEventEntity, TimelineMarkEntity,
      AuditEntryEntity, AuditSealEntity, SecretEntity, CalendarLinkEntity, ScheduleEntity, ScheduleOverrideEntity,
      ChannelSettingEntity, DeliveryEntity, AcknowledgeLinkEntity, ContactCheckEntity, HeartbeatEntity,
      CustomerContactEntity,
      CommunicationApprovalEntity, CommunicationVersionEntity,
      StatusComponentEntity, StatusComponentGroupEntity, StatusComponentServiceEntity, StatusEntryComponentEntity, StatusEntryEntity, StatusEntryUpdateEntity,
      StatusHoldEntity, StatusPageComponentEntity, StatusPageEntity,
      StatusSubscriberComponentEntity, StatusSubscriberEntity, StatusTellingEntity,
      CommunicationTemplateEntity,
      CrmRunEntity, CrmSettingEntity, ImpactFigureEntity, OutreachEntryEntity, OutreachNoteEntity,
    ],
    migrations: [
      Directory1763700000001, Incident1763700000002, Feed1763700000003, RowSecurity1763700000004,
      Identity1763700000005, Audit1763700000006, RateLimit1763700000007, Deadlines1763700000008, OnCall1763700000009,
      Delivery1763700000010, Contact1763700000011, Heartbeat1763700000012, CustomerContact1763700000013,
      Outreach1763700000014, Crm1763700000015, CommunicationTemplate1763700000016, Publishing1763700000017,
      StatusPage1763700000018, StatusAccountPages1763700000019, StatusSubscriber1763700000020, FollowUp1763700000021,
      RefusedContact1763700000022, MaintenanceReminder1763700000023, SubscriberLanguage1763700000024,
      SharedChannel1763700000025, NarrowReads1763700000026, OpenDeliveries1763700000027,
    ],
    migrationsTransactionMode: "each",
    poolErrorHandler: onError,
    driver: { ...pg, Pool: BoundedPool },
    extra: {
      max: poolSize,
      connectionTimeoutMillis: waitMs,
      idleTimeoutMillis: 30_000,
      statement_timeout: 30_000,
      lock_timeout: 10_000,
      idle_in_transaction_session_timeout: 30_000,
      // The other side has to notice a dead peer too; and compiling a query's plan takes longer than any of ours runs.
      options: `-c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3 -c jit=off -c timezone=UTC ${worksAs(role)}`,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      application_name: "muster",
      Client: PreparedClient,
      types: typeParsers,
      ...(connections && { stream: connections.open }),
    },
  });
}

function worksAs(role: string | null | undefined): string {
  if (role === undefined) return "-c muster.sees=*";
  return role === null ? "" : `-c role=${role.replace(/[\\ ]/g, "\\$&")}`;
}
