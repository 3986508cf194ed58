import { Field, ObjectType } from "type-graphql";
import type { ResponderEntity } from "../entities/responder.entity.ts";
import type { AccessRole, Scope } from "../entities/vocabulary.ts";
import type { Actor } from "../services/access/actor.ts";
import { AccessRoleEnum, ScopeEnum } from "./access.enum.ts";
import { ResponderType } from "./responder.type.ts";
import { Right } from "./right.ts";

@Right("self:read")
@ObjectType("Viewer", { description: "Who the hub takes the caller for." })
export class ViewerType implements Pick<Actor, "name" | "role"> {
  @Field(() => String, { description: "Name of the person, or of the API key." })
  name!: string;

  @Field(() => AccessRoleEnum, { description: "What the caller may do." })
  role!: AccessRole;

  @Field(() => [ScopeEnum], { description: "What the caller may do at most. Empty: all that the role may." })
  scopes!: Scope[];

  @Field(() => ResponderType, {
    nullable: true,
    description: "The person who signed in, or speaks through the key; null for a machine.",
  })
  responder!: ResponderEntity | null;
}
