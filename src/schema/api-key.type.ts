import { Field, ID, InputType, ObjectType } from "type-graphql";
import type { ApiKeyEntity } from "../entities/api-key.entity.ts";
import type { ResponderEntity } from "../entities/responder.entity.ts";
import type { ServiceEntity } from "../entities/service.entity.ts";
import type { TeamEntity } from "../entities/team.entity.ts";
import type { AccessRole, Scope } from "../entities/vocabulary.ts";
import { AccessRoleEnum, ScopeEnum } from "./access.enum.ts";
import { ResponderType } from "./responder.type.ts";
import { Right } from "./right.ts";
import { DateTime } from "./scalars.ts";
import { ServiceType } from "./service.type.ts";
import { TeamType } from "./team.type.ts";

type Shown = "id" | "name" | "prefix" | "role" | "scopes" | "createdAt" | "createdBy" | "expiresAt" | "revokedAt" | "replacesId";

@Right("key:manage")
@ObjectType("ApiKey", { description: "A client's key. Of the token only a hash is kept." })
export class ApiKeyType implements Pick<ApiKeyEntity, Shown> {
  @Field(() => ID, { description: "The key that `revokeApiKey` takes." })
  id!: string;

  @Field(() => String, { description: "What the key is for; the timeline names its acts so." })
  name!: string;

  @Field(() => String, { description: "The readable head of the token, to tell keys apart." })
  prefix!: string;

  @Field(() => AccessRoleEnum, { description: "What it may do." })
  role!: AccessRole;

  @Field(() => [ScopeEnum], { description: "What it may do at most. Empty: all that the role may." })
  scopes!: Scope[];

  @Field(() => ResponderType, {
    nullable: true,
    description: "The person who speaks through it; null for a machine's key.",
  })
  responder!: ResponderEntity | null;

  @Field(() => ServiceType, { nullable: true, description: "Bound to this service: it sees and acts on the incidents declared on it, and nothing else." })
  service!: ServiceEntity | null;

  @Field(() => TeamType, { nullable: true, description: "Bound to this team: it sees and acts on the incidents that the team owns, and nothing else." })
  team!: TeamEntity | null;

  @Field(() => ID, { nullable: true, description: "The key whose successor it is." })
  replacesId!: string | null;

  @Field(() => DateTime, { nullable: true, description: "When it was last used, to the minute; null for never." })
  lastUsedAt!: Date | null;

  @Field(() => String, { nullable: true, description: "The address from which it was used then." })
  lastUsedFrom!: string | null;

  @Field(() => DateTime, { description: "When it was made." })
  createdAt!: Date;

  @Field(() => String, { description: "Who made it, by name." })
  createdBy!: string;

  @Field(() => DateTime, { nullable: true, description: "When it stops working; null for never." })
  expiresAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: "When it was ended; null while it holds." })
  revokedAt!: Date | null;
}

@Right("key:manage")
@ObjectType("ApiKeyCreated", { description: "A new key with its token." })
export class ApiKeyCreatedType {
  @Field(() => ApiKeyType, { description: "The key as it will be listed." })
  apiKey!: ApiKeyEntity;

  @Field(() => String, {
    description: "The secret to send as `Authorization: Bearer TOKEN`. Shown this once and never again.",
  })
  token!: string;
}

@InputType({ description: "A key to be made." })
export class CreateApiKeyInput {
  @Field(() => String, {
    description: "What the key is for; the timeline will name its acts so. At most 200 characters.",
  })
  name!: string;

  @Field(() => AccessRoleEnum, { description: "What it may do. PUBLIC is refused: it needs no key." })
  role!: AccessRole;

  @Field(() => [ScopeEnum], {
    nullable: true,
    description: "Narrows the role; left out, all that the role may. INTEGRATION needs at least one.",
  })
  scopes?: Scope[] | null;

  @Field(() => ID, { nullable: true, description: "The person who speaks through it, for a person's key." })
  responderId?: string | null;

  @Field(() => ID, { nullable: true, description: "Binds it to a service: it declares, sees and changes that service's incidents alone. Not with `teamId`." })
  serviceId?: string | null;

  @Field(() => ID, { nullable: true, description: "Binds it to a team: it declares, sees and changes the incidents alone that the team owns. Not with `serviceId`." })
  teamId?: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: "When it stops working: in the future, ten years ahead at most. Default: never.",
  })
  expiresAt?: Date | null;
}

@InputType({ description: "A key to be ended." })
export class RevokeApiKeyInput {
  @Field(() => ID, { description: "The key's `id`. It stops working within seconds; ending it twice changes nothing." })
  id!: string;
}

@InputType({ description: "A key to be replaced by another that may do the same." })
export class RotateApiKeyInput {
  @Field(() => ID, { description: "The key's `id`. One that has a successor already, or whose own predecessor still holds, is refused." })
  id!: string;

  @Field(() => DateTime, { nullable: true, description: "When the old key ends: between now and 30 days ahead. Default: in a day." })
  oldUntil?: Date | null;
}
