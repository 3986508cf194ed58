import { Field, ID, InputType, ObjectType } from "type-graphql";
import type { BySubject } from "../entities/audit.entity.ts";
import type { AccessRole } from "../entities/vocabulary.ts";
import type { AuditRecord } from "../services/audit/index.ts";
import { AccessRoleEnum } from "./access.enum.ts";
import { connectionOf } from "./page.type.ts";
import { Right } from "./right.ts";
import { DateTime, Json } from "./scalars.ts";

@Right("audit:read")
@ObjectType("AuditEntry", { description: "Who did what, from where, and what it changed. Written in the transaction of the change, and never altered." })
export class AuditEntryType implements AuditRecord {
  @Field(() => ID, { description: "Its id." })
  id!: string;

  @Field(() => String, { nullable: true, description: "Its place in the chain: 1, 2, 3 ... without a gap; null for the moment until it is sealed." })
  number!: string | null;

  @Field(() => String, { nullable: true, description: "SHA-256 of the hash before it and of the entry as canonical JSON; null until it is sealed." })
  hash!: string | null;

  @Field(() => DateTime, { description: "When it was done." })
  at!: Date;

  @Field(() => String, { description: "Who did it: a key's id, `bootstrap`, `operator` for the command line, `hub` for the hub itself." })
  actorId!: string;

  @Field(() => String, { description: "The same by name, as it was then." })
  actorName!: string;

  @Field(() => AccessRoleEnum, { description: "The role in which they did it." })
  actorRole!: AccessRole;

  @Field(() => ID, { nullable: true, description: "The person who spoke through the key; null for machines." })
  responderId!: string | null;

  @Field(() => String, { description: "What was done: a mutation's name, a command such as `muster key create`, or such as `login`." })
  action!: string;

  @Field(() => String, { nullable: true, description: "What it was done to in the first place, such as `incident/0193...`, `team/0193...`, `policy`." })
  subject!: string | null;

  @Field(() => Json, { nullable: true, description: "What was asked for, secrets as `[secret]`; its size alone if it is long." })
  input!: unknown;

  @Field(() => Json, { description: "The properties that changed, as they were: by subject, then by name. Empty for what is new." })
  before!: BySubject;

  @Field(() => Json, { description: "The same, as they became. `events` are the timeline's, with what they tell beside the row." })
  after!: BySubject;

  @Field(() => String, { nullable: true, description: "The network address it came from; null for the command line." })
  address!: string | null;

  @Field(() => String, { nullable: true, description: "What the client called itself." })
  userAgent!: string | null;

  @Field(() => String, { nullable: true, description: "The request's id, as in the hub's log; null over live connections, which have none for each operation." })
  requestId!: string | null;
}

export const AuditEntryConnectionType = connectionOf<AuditRecord>("AuditEntry", "audit entries", () => AuditEntryType);

@InputType({ description: "Which audit entries to show: those that fit every field that is given." })
export class AuditFilterInput {
  @Field(() => String, { nullable: true, description: "Those of an actor: an actor's id, a responder's id, or the exact name." })
  actor?: string | null;

  @Field(() => String, { nullable: true, description: "Those of an action, such as `editPolicy`." })
  action?: string | null;

  @Field(() => String, { nullable: true, description: "Those upon a subject, such as `policy`; what happened to it beside another is not among them." })
  subject?: string | null;

  @Field(() => DateTime, { nullable: true, description: "Those from this instant on." })
  from?: Date | null;

  @Field(() => DateTime, { nullable: true, description: "Those before this instant." })
  to?: Date | null;
}
