import { Field, ID, InputType, ObjectType } from "type-graphql";
import type { HeartbeatEntity } from "../entities/heartbeat.entity.ts";
import type { ServiceEntity } from "../entities/service.entity.ts";
import type { TeamEntity } from "../entities/team.entity.ts";
import type { Severity } from "../entities/vocabulary.ts";
import type { HeartbeatInput, HeartbeatState } from "../services/heartbeat/index.ts";
import { enumFrom } from "./enum-from.ts";
import { Right } from "./right.ts";
import { DateTime, Duration } from "./scalars.ts";
import { ServiceType } from "./service.type.ts";
import { SeverityEnum } from "./severity.enum.ts";
import { TeamType } from "./team.type.ts";

export const HeartbeatStateEnum = enumFrom<HeartbeatState>("HeartbeatState", ["WAITING", "UP", "LATE"], "How a heartbeat stands.", {
  WAITING: "It has never been called; silence counts from its first call on.",
  UP: "It was called in time.",
  LATE: "It has been silent for too long; an incident was opened.",
});

type Shown = "id" | "slug" | "name" | "every" | "grace" | "title" | "severity" | "lastBeatAt" | "dueAt" | "lateSince" | "incidentId";

@Right("directory:read")
@ObjectType("Heartbeat", { description: "An address that something outside has to call every so often. Its silence opens an incident." })
export class HeartbeatType implements Pick<HeartbeatEntity, Shown> {
  @Field(() => ID, { description: "The key that inputs take." })
  id!: string;

  @Field(() => String, { description: "Short unique name, such as `nightly-backup`." })
  slug!: string;

  @Field(() => String, { description: "What people call it." })
  name!: string;

  @Field(() => HeartbeatStateEnum, { description: "How it stands." })
  state!: HeartbeatState;

  @Field(() => Duration, { description: "From one call to the next." })
  every!: number;

  @Field(() => Duration, { description: "How late a call may be." })
  grace!: number;

  @Field(() => String, { description: "Of the incident that its silence opens." })
  title!: string;

  @Field(() => SeverityEnum, { nullable: true, description: "Of that incident; null: by what is known of the service. It decides who is paged." })
  severity!: Severity | null;

  @Field(() => ServiceType, { nullable: true, description: "What that incident is about." })
  service!: ServiceEntity | null;

  @Field(() => TeamType, { nullable: true, description: "Who owns that incident; null: the service's team." })
  team!: TeamEntity | null;

  @Field(() => DateTime, { nullable: true, description: "When it was called last." })
  lastBeatAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: "When it will have been silent for too long; null while it waits or is late." })
  dueAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: "Since when it is late." })
  lateSince!: Date | null;

  @Field(() => ID, { nullable: true, description: "The incident that its last silence opened." })
  incidentId!: string | null;
}

@Right("directory:read")
@ObjectType("HeartbeatAddress", { description: "A heartbeat with the address to call." })
export class HeartbeatAddressType {
  @Field(() => HeartbeatType, { description: "The heartbeat." })
  heartbeat!: HeartbeatEntity;

  @Field(() => String, { description: "The address below the hub's, such as `/heartbeat/TOKEN`, to be called by GET or POST. Shown this once and never again; whoever has it can call it." })
  path!: string;
}

@InputType({ description: "A heartbeat to listen for. CONFLICT if its slug is taken." })
export class CreateHeartbeatInput implements HeartbeatInput {
  @Field(() => String, { description: "Short unique name, such as `nightly-backup`; at most 200 characters." })
  slug!: string;

  @Field(() => String, { description: "What people call it; at most 200 characters." })
  name!: string;

  @Field(() => Duration, { description: "From one call to the next: 10 seconds to 366 days." })
  every!: number;

  @Field(() => Duration, { nullable: true, description: "How late a call may be. Default: a minute." })
  grace?: number | null;

  @Field(() => String, { nullable: true, description: "Of the incident that its silence opens; at most 200 characters. Default: its name with what happened." })
  title?: string | null;

  @Field(() => SeverityEnum, { nullable: true, description: "Of that incident. Default: by what is known of the service." })
  severity?: Severity | null;

  @Field(() => String, { nullable: true, description: "The service that it is about." })
  serviceSlug?: string | null;

  @Field(() => String, { nullable: true, description: "The team that owns the incident. Default: the service's." })
  teamSlug?: string | null;
}

@InputType({ description: "What changes about a heartbeat. What is left out stays as it is; null takes back severity, service and team." })
export class UpdateHeartbeatInput implements HeartbeatInput {
  @Field(() => ID, { description: "The heartbeat's `id`." })
  id!: string;

  @Field(() => String, { nullable: true, description: "Short unique name. CONFLICT if it is taken." })
  slug?: string | null;

  @Field(() => String, { nullable: true, description: "What people call it; at most 200 characters." })
  name?: string | null;

  @Field(() => Duration, { nullable: true, description: "From one call to the next, counted from the last one." })
  every?: number | null;

  @Field(() => Duration, { nullable: true, description: "How late a call may be." })
  grace?: number | null;

  @Field(() => String, { nullable: true, description: "Of the incident that its silence opens; at most 200 characters." })
  title?: string | null;

  @Field(() => SeverityEnum, { nullable: true, description: "Of that incident; null: by what is known of the service." })
  severity?: Severity | null;

  @Field(() => String, { nullable: true, description: "The service that it is about; null for none." })
  serviceSlug?: string | null;

  @Field(() => String, { nullable: true, description: "The team that owns the incident; null: the service's." })
  teamSlug?: string | null;
}

@InputType({ description: "A heartbeat." })
export class HeartbeatOfInput {
  @Field(() => ID, { description: "Its `id`." })
  id!: string;
}
